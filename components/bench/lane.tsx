'use client';

import { startTransition, useEffect, useState, useSyncExternalStore } from 'react';
import { TechniqueMark } from '@/components/ui/technique-style';
import type { BenchCommand, LaneSnapshot, LaneState, Prices, Trade } from '@/lib/bench/snapshot';
import { formatBytes, formatCount, formatMs, NONE } from '@/lib/format';
import type { Technique } from '@/lib/techniques';
import { TradeLine } from './trade-line';
import type { PriceStore } from './use-bench';

/** A price flashes at most once in this time, ms. */
const FLASH_MS = 400;

/** One technique running: its connection, its price, its figures. */
export function Lane(props: {
  technique: Technique;
  symbol: string;
  lane: LaneSnapshot | undefined;
  prices: PriceStore;
  running: boolean;
  send: (command: BenchCommand) => void;
}) {
  const { technique, symbol, lane, prices, running, send } = props;
  const figures = lane?.figures;
  return (
    <article
      aria-label={technique.name}
      data-technique={technique.id}
      className="flex min-w-0 flex-col gap-1.5 rounded-lg border border-line bg-card p-3"
      style={{ borderTop: `3px solid var(--${technique.id})` }}
    >
      <div className="flex items-center gap-2">
        <TechniqueMark id={technique.id} />
        <h2 className="font-semibold whitespace-nowrap">{technique.name}</h2>
        <State state={lane?.state ?? { kind: 'connecting' }} />
      </div>
      <Price id={technique.id} symbol={symbol} prices={prices} running={running} />
      <Trading
        technique={technique}
        symbol={symbol}
        trade={lane?.trade ?? null}
        prices={prices}
        running={running}
        send={send}
      />
      <dl className="grid grid-cols-[9fr_10fr] gap-x-2 gap-y-0.5">
        <Entry label="p50" value={formatMs(figures?.latency.p50 ?? null)} />
        <Entry label="p99" value={formatMs(figures?.latency.p99 ?? null)} />
        <Entry label="requests" value={formatCount(figures?.requests ?? null)} />
        <Entry label="empty" value={formatCount(figures?.empty ?? null)} />
        <Entry label="bytes" value={formatBytes(figures?.bytes ?? null)} />
        <Entry label="per tick" value={formatBytes(figures?.bytesPerTick ?? null)} />
      </dl>
      <OrderLine lane={lane} />
    </article>
  );
}

function Entry({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex items-baseline justify-between gap-1">
      <dt className="text-xs whitespace-nowrap text-muted">{label}</dt>
      <dd className="whitespace-nowrap">{value}</dd>
    </div>
  );
}

function State({ state }: { state: LaneState }) {
  const [text, title] = stateWords(state);
  return (
    <p
      data-state={state.kind}
      title={title}
      className={`ml-auto min-w-0 truncate rounded-full px-2 text-xs leading-5 ${state.kind === 'waiting' ? 'bg-warn text-warn-ink' : 'bg-sunken text-muted'}`}
    >
      {text}
    </p>
  );
}

function stateWords(state: LaneState): [text: string, title?: string] {
  switch (state.kind) {
    case 'off':
      return ['off'];
    case 'connecting':
      return ['connecting'];
    case 'open':
      return ['live'];
    case 'done':
      return ['closed'];
    case 'waiting':
      return [
        state.retryIn === null ? 'reconnecting' : `again in ${(state.retryIn / 1000).toFixed(1)} s`,
        state.reason,
      ];
  }
}

function Price(props: { id: Technique['id']; symbol: string; prices: PriceStore; running: boolean }) {
  const { id, symbol, prices, running } = props;
  const { lanes, behind, at } = usePrices(prices);
  const shown = lanes[id];
  const late = behind[id] ?? 0;
  const change = shown && shown.previous !== null ? Math.sign(shown.price - shown.previous) : 0;
  const stale = late > 0 && running;
  return (
    // Of its own size, whatever it says: a price that changes does not have the whole page laid out anew.
    <div
      className={`h-14 contain-strict rounded px-1.5 py-1 whitespace-nowrap ${stale ? 'bg-sunken' : ''}`}
      data-stale={stale}
    >
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-muted">{symbol}</span>
        <span
          // A new element starts the animation; more than a few flashes a second would only flicker.
          key={shown && Math.floor(shown.at / FLASH_MS)}
          className={`rounded px-1 text-2xl font-semibold ${stale ? 'text-muted line-through decoration-1' : ''} ${change > 0 ? 'flash-up' : change < 0 ? 'flash-down' : ''}`}
        >
          {shown ? shown.price.toFixed(2) : NONE}
          <span
            className={`ml-1 inline-block w-4 text-center text-sm ${change > 0 ? 'text-up' : change < 0 ? 'text-down' : 'text-muted'}`}
          >
            {change > 0 ? '▲' : change < 0 ? '▼' : '·'}
            <span className="sr-only">{change > 0 ? 'up' : change < 0 ? 'down' : ''}</span>
          </span>
        </span>
      </div>
      <div className="flex justify-between text-xs text-muted">
        <span>{shown ? `${(Math.max(0, at - shown.at) / 1000).toFixed(1)} s old` : 'no price yet'}</span>
        <span>
          {stale
            ? `${formatCount(late)} ${late === 1 ? 'tick' : 'ticks'} out of date`
            : shown
              ? 'newest'
              : ''}
        </span>
      </div>
    </div>
  );
}

function usePrices(prices: PriceStore): Prices {
  const [shown, setShown] = useState(prices.get);
  useEffect(() => prices.subscribe(() => startTransition(() => setShown(prices.get()))), [prices]);
  return shown;
}

function Trading(props: {
  technique: Technique;
  symbol: string;
  trade: Trade | null;
  prices: PriceStore;
  running: boolean;
  send: (command: BenchCommand) => void;
}) {
  const { technique, symbol, trade, prices, running, send } = props;
  const { id } = technique;
  const hasPrice = () => prices.get().lanes[id] !== undefined;
  // Not drawn anew for each price: the buttons only have to know that there is one.
  const known = useSyncExternalStore(prices.subscribe, hasPrice, hasPrice);
  return (
    <TradeLine
      technique={technique}
      disabled={!known || !running}
      trade={trade}
      onTrade={(side) => {
        const seen = prices.get().lanes[id]?.price;
        if (seen !== undefined) send({ type: 'order', technique: id, side, symbol, seen });
      }}
    />
  );
}

function OrderLine({ lane }: { lane: LaneSnapshot | undefined }) {
  const order = lane?.figures.order;
  if (!order || order.received === 0) return <p className="text-xs text-muted">no tick yet</p>;
  const { received, lost, missed, doubled, outOfOrder } = order;
  const faults = [
    lost > 0 && `${formatCount(lost)} lost`,
    missed > 0 && `gap of ${formatCount(missed)}`,
    doubled > 0 && `${formatCount(doubled)} doubled`,
    outOfOrder > 0 && `${formatCount(outOfOrder)} out of order`,
  ].filter(Boolean);
  return (
    <p
      className={`text-xs ${faults.length > 0 ? 'text-down' : 'text-muted'}`}
      data-order={faults.length > 0 ? 'faulty' : 'whole'}
    >
      {formatCount(received)} ticks{faults.length > 0 ? `: ${faults.join(', ')}` : ', all in order'}
    </p>
  );
}
