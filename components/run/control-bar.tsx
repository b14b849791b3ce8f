'use client';

import { Pause, Play, RotateCcw, SlidersHorizontal } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Knob } from '@/components/ui/knob';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatClock } from '@/lib/figures/format';
import { type KnobName, knobOf } from '@/lib/scenario/knobs';
import { BreakMenu } from './break-menu';
import type { PageRun } from './page-run';
import { isOver, statusWords } from './run-state';

/**
 * What one does to a run: stop it and go on, turn what changes the answer, break something.
 *
 * @param props.knobs the settings that stand here; all others are in the panel
 */
export function ControlBar(props: {
  run: PageRun;
  knobs: readonly KnobName[];
  settingsOpen: boolean;
  onSettings: () => void;
}) {
  const { run, knobs, settingsOpen, onSettings } = props;
  const { scenario } = useStore(run.setup);
  return (
    <div className="flex min-h-[58px] flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-3.5 py-2.5">
      <Running run={run} />
      <Rule />
      <div className="flex flex-1 flex-wrap gap-x-5 gap-y-1">
        {knobs.map((name) => {
          const knob = knobOf(name);
          return (
            knob && (
              <Knob
                key={name}
                {...knob}
                value={scenario[name]}
                onChange={(value) => run.change({ [name]: value })}
              />
            )
          );
        })}
      </div>
      <Rule />
      <div className="ml-auto flex gap-2">
        <BreakMenu run={run} />
        <Button aria-expanded={settingsOpen} onClick={onSettings}>
          <SlidersHorizontal size={15} aria-hidden="true" />
          All settings
        </Button>
      </div>
    </div>
  );
}

const Rule = () => <span aria-hidden="true" className="w-px self-stretch bg-line max-lg:hidden" />;

/** Pause, start again, and for how long it has been running. */
function Running({ run }: { run: PageRun }) {
  const { length } = useStore(run.setup).scenario;
  const snapshot = useFigures(run.snapshot);
  const kind = snapshot?.status.kind ?? 'connecting';
  const elapsed = snapshot?.elapsed ?? 0;
  return (
    <div className="flex items-center gap-5 max-sm:gap-3">
      {isOver(kind) || kind === 'paused' ? (
        <Button look="primary" className="min-w-24" onClick={() => run.resume()}>
          <Play size={15} aria-hidden="true" />
          {isOver(kind) ? 'Run again' : 'Resume'}
        </Button>
      ) : (
        <Button look="primary" className="min-w-24" disabled={kind !== 'running'} onClick={() => run.pause()}>
          <Pause size={15} aria-hidden="true" />
          Pause
        </Button>
      )}
      <Button square aria-label="Start again" disabled={kind === 'connecting'} onClick={() => run.reset()}>
        <RotateCcw size={15} aria-hidden="true" />
      </Button>
      <div className="min-w-14 leading-tight">
        <p className="font-[650]">
          {length === 0
            ? formatClock(elapsed)
            : `${formatClock(Math.min(elapsed, length))} / ${formatClock(length)}`}
        </p>
        <p role="status" data-status={kind} className="text-small whitespace-nowrap text-muted">
          {statusWords[kind]}
        </p>
        {length > 0 && (
          <progress
            aria-label="Progress of the run"
            value={Math.min(elapsed, length)}
            max={length}
            className="block h-1 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
          />
        )}
      </div>
    </div>
  );
}
