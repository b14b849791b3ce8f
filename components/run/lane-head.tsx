'use client';

import dynamic from 'next/dynamic';
import { TechniqueMark } from '@/components/ui/technique-style';
import { Term } from '@/components/ui/term';
import { formatBytes, formatCount, formatMs } from '@/lib/figures/format';
import type { LaneFigures, LaneSnapshot, LaneState } from '@/lib/run/snapshot';
import type { ShownTechnique } from '@/lib/techniques';
import type { PageRun } from './page-run';
import { Price } from './price';
import { TradeLine } from './trade-line';
import { useBegun } from './use-begun';

// There is nothing to draw, and nothing to do, before the lane has a price.
const Sparkline = dynamic(() => import('./sparkline').then((module) => module.Sparkline), { ssr: false });
const TradeButtons = dynamic(() => import('./trade-buttons').then((module) => module.TradeButtons), {
  ssr: false,
});
const LaneMenu = dynamic(() => import('./lane-menu').then((module) => module.LaneMenu), { ssr: false });

/** What is covered, on a projector. */
const HATCHED =
  'rounded-control bg-[repeating-linear-gradient(135deg,var(--color-sunken)_0_8px,transparent_8px_16px)]';

/** The head of a lane: its connection, its price, and three figures; all others are in the scoreboard. */
export function LaneHead(props: {
  run: PageRun;
  technique: ShownTechnique;
  symbol: string;
  lane: LaneSnapshot | undefined;
  /** Those that are shown: of now, or of before the last change. */
  figures: LaneFigures | undefined;
  /** Those of before, where they stand beside those of now. */
  before: LaneFigures | undefined;
  running: boolean;
  /** Whether there is a trader, and so something to say of trades. */
  trades: boolean;
  /** Keeps the lane in place, where not all are in sight. */
  onHold?: ((id: ShownTechnique['id']) => void) | undefined;
  /** On a projector: name, price, and figures once they are revealed. */
  presented?: { revealed: boolean } | undefined;
}) {
  const { run, technique, symbol, lane, figures, before, running, trades, onHold, presented } = props;
  const { id, alias } = technique;
  const hasBegun = useBegun(run);
  return (
    <article
      aria-label={technique.name}
      data-technique={alias ?? id}
      className="@container flex min-w-0 flex-col border-l border-line px-3.5 pt-3 pb-2.5 max-sm:px-2.5"
    >
      <div className="flex items-center gap-2">
        <h2
          className="flex min-w-0 items-center gap-2 text-[1rem] font-semibold whitespace-nowrap @max-[13rem]:gap-1 @max-[13rem]:text-note @max-[13rem]:[&>svg]:w-4"
          style={{ color: `var(--${alias ?? id})` }}
        >
          {!alias && <TechniqueMark id={id} />}
          {technique.name}
        </h2>
        <State state={lane?.state ?? { kind: 'connecting' }} isAnonymous={Boolean(alias)} />
        {!presented && (
          <span className="-my-1 -mr-2 h-[26px] w-[26px] shrink-0">
            {hasBegun && (
              <LaneMenu run={run} technique={technique} running={running} trades={!trades} onHold={onHold} />
            )}
          </span>
        )}
      </div>
      {!presented && (
        <p className="mt-px text-small text-muted @max-[15rem]:h-[2.7em]">{technique.summary}</p>
      )}
      <Price id={id} symbol={symbol} prices={run.prices} />
      <div className={presented && !presented.revealed ? HATCHED : ''}>
        <dl
          className={`mt-2 grid grid-cols-3 gap-x-2.5 @max-[18.5rem]:grid-cols-1 ${presented && !presented.revealed ? 'invisible' : ''}`}
        >
          <Entry
            run={run}
            technique={technique}
            figure="latency"
            label={
              <Term
                title="Typical latency (p50)"
                explanation="Half of the prices were on the screen within this time after they were due at the server."
              >
                <span className="@max-[18.5rem]:hidden">typical </span>latency
              </Term>
            }
            value={formatMs(figures?.latency.p50 ?? null)}
            was={before && formatMs(before.latency.p50)}
          />
          <Entry
            run={run}
            technique={technique}
            figure="requests"
            label="requests"
            value={formatCount(figures?.requests ?? null)}
            // So many in another time say nothing.
            was={before && ''}
          />
          <Entry
            run={run}
            technique={technique}
            figure="bytes"
            label={
              <>
                <span className="@max-[18.5rem]:hidden">bytes </span>per price
              </>
            }
            value={formatBytes(figures?.bytesPerTick ?? null)}
            was={before && formatBytes(before.bytesPerTick)}
          />
        </dl>
      </div>
      <Defects lane={lane} />
      {trades && (
        <div className="mt-1.5 flex min-h-[26px] flex-wrap gap-1.5">
          {hasBegun && (
            <TradeButtons run={run} technique={technique} running={running} look="plain" isBrief />
          )}
        </div>
      )}
      {(trades || lane?.trade) && <TradeLine trade={lane?.trade ?? null} />}
    </article>
  );
}

function Entry(props: {
  run: PageRun;
  technique: ShownTechnique;
  figure: 'latency' | 'requests' | 'bytes';
  label: React.ReactNode;
  value: string;
  /** The same before the last change, where that is shown too. */
  was: string | undefined;
}) {
  const { run, technique, figure, label, value, was } = props;
  const hasBegun = useBegun(run);
  return (
    <div className="min-w-0 @max-[18.5rem]:grid @max-[18.5rem]:grid-cols-[auto_minmax(0,48px)_auto] @max-[18.5rem]:justify-between @max-[18.5rem]:items-center @max-[18.5rem]:gap-x-2">
      <dt className="text-small leading-tight whitespace-nowrap text-muted">{label}</dt>
      <dd className="text-lead font-semibold tracking-tight whitespace-nowrap @max-[18.5rem]:order-3 @max-[18.5rem]:text-[1rem]">
        {value}
      </dd>
      {was !== undefined && (
        <dd className="h-4 text-small leading-4 whitespace-nowrap text-muted @max-[18.5rem]:order-4 @max-[18.5rem]:col-span-3 @max-[18.5rem]:text-right @max-[18.5rem]:empty:hidden">
          {was && `was ${was}`}
        </dd>
      )}
      <dd className="h-[26px] @max-[18.5rem]:h-4">
        {hasBegun && <Sparkline run={run} technique={technique} figure={figure} />}
      </dd>
    </div>
  );
}

function State({ state, isAnonymous }: { state: LaneState; isAnonymous: boolean }) {
  const [text, reason] = stateWords(state);
  const isLive = state.kind === 'open';
  return (
    <span
      data-state={state.kind}
      className={`ml-auto inline-flex min-w-0 items-center gap-1.5 text-right text-small leading-tight @max-[14rem]:hidden ${isLive ? 'text-muted' : 'text-warn'}`}
    >
      <span
        aria-hidden="true"
        className={`size-2 shrink-0 rounded-full ${isLive ? 'bg-good' : 'bg-strong'}`}
      />
      {reason && !isAnonymous ? (
        <Term title={text} explanation={reason}>
          {text}
        </Term>
      ) : (
        text
      )}
    </span>
  );
}

function stateWords(state: LaneState): [text: string, reason?: string] {
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
        state.retryIn === null ? 'coming back' : `coming back in ${(state.retryIn / 1000).toFixed(1)} s`,
        state.reason,
      ];
  }
}

/** What went wrong with its prices; nothing where nothing did. */
function Defects({ lane }: { lane: LaneSnapshot | undefined }) {
  if (!lane) return null;
  const { received, lost, missed, doubled, outOfOrder } = lane.figures.order;
  // Why nothing came at all can be told without being asked.
  const why = received === 0 && lane.state.kind === 'waiting' ? lane.state.reason : null;
  const defects = [
    lost > 0 && `${formatCount(lost)} lost`,
    missed > 0 && `gap of ${formatCount(missed)}`,
    doubled > 0 && `${formatCount(doubled)} doubled`,
    outOfOrder > 0 && `${formatCount(outOfOrder)} out of order`,
  ].filter(Boolean);
  return (
    <p
      data-order={received === 0 ? 'none' : defects.length > 0 ? 'faulty' : 'whole'}
      className="mt-1 line-clamp-3 text-small font-medium text-bad empty:hidden"
    >
      {why ?? defects.join(', ')}
    </p>
  );
}
