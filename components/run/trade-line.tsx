'use client';

import { Button } from '@/components/ui/button';
import { formatMoney, formatMs } from '@/lib/figures/format';
import type { TradeResult } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';

/** The buttons that trade at the price above them, and what became of the last trade. */
export function TradeLine(props: {
  technique: Technique;
  disabled: boolean;
  trade: TradeResult | null;
  onTrade: (side: TradeResult['side']) => void;
}) {
  const { technique, disabled, trade, onTrade } = props;
  const [first, second] = trade ? words(trade) : ['', ''];
  return (
    <div className="flex h-6 items-stretch gap-1 px-1.5">
      {(['buy', 'sell'] as const).map((side) => (
        <Button
          key={side}
          aria-label={`${names[side]} at the price of ${technique.name}`}
          title={`${names[side]} 100 shares at the price shown; the server fills at the true one`}
          disabled={disabled}
          onClick={() => onTrade(side)}
          className="px-1.5 py-0 text-small"
        >
          {names[side]}
        </Button>
      ))}
      {/* Two short lines are as high as a button, and as wide as a lane among five allows. */}
      <p
        role="status"
        data-trade={trade?.kind}
        title={`${first} ${second}`.trim() || undefined}
        className="min-w-0 flex-1 self-center text-right text-small leading-none text-muted"
      >
        <span className={`block truncate ${colorOf(trade)}`}>{first}</span>{' '}
        <span className="block truncate">{second}</span>
      </p>
    </div>
  );
}

const names = { buy: 'Buy', sell: 'Sell' } as const;

function words(trade: TradeResult): [string, string] {
  switch (trade.kind) {
    case 'sent':
      return ['trade sent', ''];
    case 'failed':
      return ['not filled:', trade.reason];
    case 'filled': {
      const { side, slippage, roundTrip } = trade;
      const done = side === 'buy' ? 'paid' : 'got';
      const isMore = slippage > 0 === (side === 'buy');
      const money = formatMoney(Math.abs(slippage));
      return [
        slippage === 0 ? `${done} the price seen` : `${done} ${money} ${isMore ? 'more' : 'less'}`,
        `${slippage === 0 ? '' : 'than seen, '}${formatMs(roundTrip)}`,
      ];
    }
  }
}

function colorOf(trade: TradeResult | null): string {
  if (trade?.kind === 'failed') return 'text-bad';
  if (trade?.kind !== 'filled' || trade.slippage === 0) return '';
  return trade.slippage > 0 ? 'text-bad' : 'text-good';
}
