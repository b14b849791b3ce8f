'use client';

import '@/lib/schema/no-eval';
import { Play, RotateCcw, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type CSSProperties, useEffect, useEffectEvent, useId, useState } from 'react';
import { startEngineWorker } from '@/components/run/engine-worker';
import { GUTTER, LaneGrid } from '@/components/run/lane-grid';
import { PageRun } from '@/components/run/page-run';
import { Button, buttonClass } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import { Scrollable } from '@/components/ui/scrollable';
import { useFigures, useStore } from '@/components/ui/use-store';
import { type ShownTechnique, type TechniqueId, techniques } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { RunProgress } from './run-progress';
import { RunSeries, setupOf } from './run-series';
import { settingsInWords } from './settings-in-words';

const Diagram = dynamic(() => import('@/components/wire/diagram').then((module) => module.Diagram), {
  ssr: false,
});
const BytesSheet = dynamic(
  () => import('@/components/wire/bytes-sheet').then((module) => module.BytesSheet),
  {
    ssr: false,
  },
);

/**
 * Lanes that are shown under another name, so that one can find out which technique it is; they stand in this order, before
 * all others.
 */
export type Mask = Readonly<Partial<Record<TechniqueId, string>>>;

/**
 * Real lanes with their wire, in a page that teaches: one run, or several one after another. Of all runs of a page one is
 * live; nothing begins by itself. To show other runs it is given another `key`.
 *
 * @param props.runs addresses of scenarios, the part after the question mark; a run without an end lasts 30 s
 * @param props.hidden whether figures are hidden until all runs are over
 * @param props.onResults is given the last segment of each run, in their order, once all have ended
 * @param props.autoStart begins as soon as it is true, and each time that it becomes true again
 * @param props.waiting what is said before it begins, where it is begun elsewhere; without it there is a button
 * @param props.mask is given by the lanes that have no name, no colour and no bytes to look at
 */
export function EmbeddedRun(props: {
  runs: readonly string[];
  hidden?: boolean;
  onResults: (results: readonly SegmentSeen[]) => void;
  autoStart?: boolean;
  waiting?: string;
  mask?: Mask;
}) {
  const { runs, hidden = false, onResults, autoStart = false, waiting, mask } = props;
  const { run, series } = useSeries(runs);
  const progress = useStore(series.progress);
  const { kind, at } = progress;
  const { scenario } = useStore(run.setup);
  const isOver = kind === 'over';
  const isRevealed = !hidden || isOver;
  const lanes = shownAs(
    techniques.filter(({ id }) => scenario.techniques.includes(id)),
    mask,
  );

  const tell = useEffectEvent(onResults);
  useEffect(() => {
    if (progress.kind === 'over') tell(progress.results);
  }, [progress]);
  // The last prices stay in sight when none come any more.
  useEffect(() => {
    if (kind === 'over') run.wire.holdLast();
    else if (kind === 'running') run.wire.goLive();
  }, [kind, run]);
  useEffect(() => {
    if (autoStart) series.begin();
  }, [autoStart, series]);

  return (
    <section
      aria-label="Lanes"
      data-run={kind}
      style={neutral(mask)}
      className="overflow-hidden rounded-card border border-line bg-card print:hidden"
    >
      <div className="flex min-h-[46px] flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3.5 py-1.5">
        {kind === 'ready' ? (
          <p className="mr-auto text-muted">{waiting ? 'Ready.' : 'Ready when you are.'}</p>
        ) : (
          <RunProgress run={run} kind={kind} at={at} of={runs.length} />
        )}
        {kind !== 'over' &&
          settingsInWords(scenario).map((setting) => (
            <Pill key={setting} className="max-sm:hidden">
              {setting}
            </Pill>
          ))}
        {kind === 'running' && (
          <Button onClick={() => series.stop()}>
            <Square size={13} aria-hidden="true" />
            Stop
          </Button>
        )}
        {(isOver || kind === 'stopped') && (
          <>
            <Button onClick={() => series.begin()}>
              <RotateCcw size={15} aria-hidden="true" />
              Run again
            </Button>
            {!mask && (
              <a className={buttonClass()} href={`/?${runs[at] ?? ''}`}>
                Open in the playground
              </a>
            )}
          </>
        )}
      </div>
      <Scrollable label="Lanes side by side" className="overflow-x-auto -outline-offset-2">
        <div
          className={`relative ${kind === 'ready' ? '[&_[data-state]]:invisible' : ''}`}
          style={{ minWidth: `calc(${GUTTER}rem + ${lanes.length * 150}px)` }}
        >
          <LaneGrid
            run={run}
            lanes={lanes}
            presented={{ revealed: isRevealed }}
            wire={
              <div className="h-[338px] max-sm:h-[280px]">
                {kind !== 'ready' && (
                  <Diagram
                    wire={run.wire}
                    techniques={lanes}
                    symbol={scenario.symbol}
                    tellsLateness={isRevealed}
                    className="h-full"
                  />
                )}
              </div>
            }
          />
        </div>
      </Scrollable>
      {kind === 'ready' && (
        <div className="pointer-events-none relative -mt-[190px] mb-[142px] flex h-12 items-center justify-center px-3">
          {waiting ? (
            <p className="rounded-control border border-line bg-card px-4 py-3">{waiting}</p>
          ) : (
            <Button
              look="primary"
              className="pointer-events-auto min-h-11 px-5"
              onClick={() => series.begin()}
            >
              <Play size={16} aria-hidden="true" />
              {runs.length === 1 ? 'Run' : `Make ${runs.length} runs`}
            </Button>
          )}
        </div>
      )}
      <Troubles run={run} isAnonymous={mask !== undefined} />
      {kind !== 'ready' && !mask && <BytesSheet wire={run.wire} />}
    </section>
  );
}

/** A page run of this component's own, and what is made with it; both end with the component. */
function useSeries(runs: readonly string[]): { run: PageRun; series: RunSeries } {
  const id = useId();
  const [made] = useState(() => {
    const setups = runs.map(setupOf);
    const run = new PageRun(id, setups[0] ?? setupOf(''), startEngineWorker);
    return { run, series: new RunSeries(run, setups) };
  });
  useEffect(() => {
    const tellVisibility = () => made.run.setVisible(document.visibilityState === 'visible');
    tellVisibility();
    document.addEventListener('visibilitychange', tellVisibility);
    const leave = made.series.attach();
    return () => {
      document.removeEventListener('visibilitychange', tellVisibility);
      leave();
    };
  }, [made]);
  return made;
}

/** What keeps it from running, or changes what is measured; the latter may name lanes. */
function Troubles({ run, isAnonymous }: { run: PageRun; isAnonymous: boolean }) {
  const snapshot = useFigures(run.snapshot);
  const refused = snapshot?.status.kind === 'refused' ? [snapshot.status.message] : [];
  return (
    <div role="status">
      {[...refused, ...(isAnonymous ? [] : (snapshot?.notices ?? []))].map((trouble) => (
        <p key={trouble} className="bg-warn-ground px-3.5 py-2 text-note text-warn">
          {trouble}
        </p>
      ))}
    </div>
  );
}

function shownAs(lanes: readonly ShownTechnique[], mask: Mask = {}): ShownTechnique[] {
  const order = Object.keys(mask);
  const anonymous = order.flatMap((id, index) => {
    const lane = lanes.find((one) => one.id === id);
    const name = lane && mask[lane.id];
    return lane && name ? [{ id: lane.id, name, summary: '', alias: aliasOf(index) }] : [];
  });
  return [...anonymous, ...lanes.filter(({ id }) => !order.includes(id))];
}

const aliasOf = (index: number) => `lane-${index + 1}`;

/** The colours of masked lanes, for all that stands inside. */
function neutral(mask: Mask = {}): CSSProperties {
  return Object.fromEntries(Object.keys(mask).map((_, index) => [`--${aliasOf(index)}`, 'var(--color-ink)']));
}
