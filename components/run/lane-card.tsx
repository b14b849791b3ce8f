'use client';

import { useSyncExternalStore } from 'react';
import { TechniqueMark } from '@/components/ui/technique-style';
import { formatBytes, formatCount, formatCountOf, formatMs } from '@/lib/figures/format';
import type { LaneSnapshot, LaneState, TradeResult } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';
import type { PageRun } from './page-run';
import { Price } from './price';
import { TradeLine } from './trade-line';

/** One technique running: its connection, its price, its figures. */
export function LaneCard(props: {
  run: PageRun;
  technique: Technique;
  symbol: string;
  lane: LaneSnapshot | undefined;
  running: boolean;
}) {
  const { run, technique, symbol, lane, running } = props;
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
      <Price id={technique.id} symbol={symbol} prices={run.prices} running={running} />
      <Trading run={run} technique={technique} trade={lane?.trade ?? null} running={running} />
      <dl className="grid grid-cols-[9fr_10fr] gap-x-2 gap-y-0.5">
        <Entry label="p50" value={formatMs(figures?.latency.p50 ?? null)} />
        <Entry label="p99" value={formatMs(figures?.latency.p99 ?? null)} />
        <Entry label="requests" value={formatCount(figures?.requests ?? null)} />
        <Entry label="empty" value={formatCount(figures?.empty ?? null)} />
        <Entry label="bytes" value={formatBytes(figures?.bytes ?? null)} />
        <Entry label="per tick" value={formatBytes(figures?.bytesPerTick ?? null)} />
      </dl>
      <SequenceLine lane={lane} />
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

function Trading(props: { run: PageRun; technique: Technique; trade: TradeResult | null; running: boolean }) {
  const { run, technique, trade, running } = props;
  const { id } = technique;
  const hasPrice = () => run.prices.get().lanes[id] !== undefined;
  // Not drawn anew for each price: the buttons only have to know that there is one.
  const known = useSyncExternalStore(run.prices.subscribe, hasPrice, hasPrice);
  return (
    <TradeLine
      technique={technique}
      disabled={!known || !running}
      trade={trade}
      onTrade={(side) => run.trade(id, side)}
    />
  );
}

function SequenceLine({ lane }: { lane: LaneSnapshot | undefined }) {
  const order = lane?.figures.order;
  if (!order || order.received === 0) {
    const why = lane?.state.kind === 'waiting' ? `: ${lane.state.reason}` : '';
    return <p className="line-clamp-3 text-xs text-muted">no tick yet{why}</p>;
  }
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
      {formatCountOf(received, 'tick')}
      {faults.length > 0 ? `: ${faults.join(', ')}` : ', all in order'}
    </p>
  );
}
