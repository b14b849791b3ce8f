'use client';

import { formatMoney, formatMs } from '@/lib/figures/format';
import type { TradeResult } from '@/lib/run/snapshot';

/** What became of the last trade of a lane. */
export function TradeLine({ trade }: { trade: TradeResult | null }) {
  return (
    <p role="status" data-trade={trade?.kind} className="mt-1 min-h-[1.35em] text-small text-muted">
      {trade ? words(trade) : 'no trade yet'}
    </p>
  );
}

function words(trade: TradeResult): string {
  switch (trade.kind) {
    case 'sent':
      return 'trade sent';
    case 'failed':
      return `not filled: ${trade.reason}`;
    case 'filled': {
      const { side, slippage, roundTrip } = trade;
      const done = side === 'buy' ? 'paid' : 'got';
      const isMore = slippage > 0 === (side === 'buy');
      const money = formatMoney(Math.abs(slippage));
      const price =
        slippage === 0 ? `${done} the price seen` : `${done} ${money} ${isMore ? 'more' : 'less'} than seen`;
      return `${price}, ${formatMs(roundTrip)}`;
    }
  }
}
