import type { PageRun } from '@/components/run/page-run';
import { isOver, statusWords } from '@/components/run/run-state';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatClock, formatCountOf } from '@/lib/figures/format';
import type { Snapshot } from '@/lib/run/snapshot';
import type { Progress } from './run-series';

/** For how long a run has lasted, and what it does; when it is over, how many prices came. */
export function RunProgress(props: { run: PageRun; kind: Progress['kind']; at: number; of: number }) {
  const { run, kind, at, of } = props;
  const { length } = useStore(run.setup).scenario;
  const snapshot = useFigures(run.snapshot);
  const elapsed = Math.min(snapshot?.elapsed ?? 0, length);
  return (
    <div className="flex min-w-0 flex-1 basis-56 items-center gap-2.5">
      {of > 1 && (
        <span className="font-medium whitespace-nowrap">
          Run {at + 1} of {of}
        </span>
      )}
      <span className="font-[650]">{formatClock(elapsed)}</span>
      {kind === 'running' ? (
        <>
          <progress
            aria-label="Progress of the run"
            value={elapsed}
            max={length}
            className="block h-1.5 min-w-12 flex-1 appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
          />
          <span className="text-note whitespace-nowrap text-muted">of {formatClock(length)}</span>
        </>
      ) : (
        <span className="truncate text-note text-muted">
          {kind === 'over' ? `done${pricesOf(snapshot)}` : 'stopped before its end'}
        </span>
      )}
      <span role="status" className="sr-only">
        {kind === 'running'
          ? snapshot && !isOver(snapshot.status.kind) && statusWords[snapshot.status.kind]
          : kind}
      </span>
    </div>
  );
}

function pricesOf(snapshot: Snapshot | null): string {
  const lanes = snapshot?.lanes.filter(({ on }) => on) ?? [];
  const least = Math.min(...lanes.map(({ figures }) => figures.order.received));
  return Number.isFinite(least) ? ` · ${formatCountOf(least, 'price')} in each lane` : '';
}
