'use client';

import { Pause, Play, RotateCcw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useRecorded } from '@/components/ui/recorded';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatClock } from '@/lib/figures/format';
import type { PageRun } from './page-run';
import { isOver, statusWords } from './run-state';

/** Pause, start again, and for how long it has been running. */
export function Running({ run }: { run: PageRun }) {
  const { length } = useStore(run.setup).scenario;
  const isRecorded = useRecorded() !== undefined;
  const snapshot = useFigures(run.snapshot);
  const kind = snapshot?.status.kind ?? 'connecting';
  const elapsed = snapshot?.elapsed ?? 0;
  return (
    <div className="flex items-center gap-5 max-sm:gap-3">
      {isOver(kind) || kind === 'paused' ? (
        <Button look="primary" className="sm:min-w-24" onClick={() => run.resume()}>
          <Play size={15} aria-hidden="true" />
          <span className="max-sm:sr-only">{isOver(kind) ? 'Run again' : 'Resume'}</span>
        </Button>
      ) : (
        <Button
          look="primary"
          className="sm:min-w-24"
          disabled={kind !== 'running'}
          onClick={() => run.pause()}
        >
          <Pause size={15} aria-hidden="true" />
          <span className="max-sm:sr-only">Pause</span>
        </Button>
      )}
      <Button
        square
        className="max-sm:hidden"
        aria-label="Start again"
        disabled={kind === 'connecting'}
        onClick={() => run.reset()}
      >
        <RotateCcw size={15} aria-hidden="true" />
      </Button>
      <div className="min-w-14 leading-tight">
        <p className="font-[650]">
          {length === 0
            ? formatClock(elapsed)
            : `${formatClock(Math.min(elapsed, length))} / ${formatClock(length)}`}
        </p>
        <p role="status" data-status={kind} className="text-small whitespace-nowrap text-muted">
          {isRecorded && 'recorded, '}
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
