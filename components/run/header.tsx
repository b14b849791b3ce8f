'use client';

import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { ThemeButton } from '@/components/ui/theme';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatClock, formatMs } from '@/lib/figures/format';
import type { Status } from '@/lib/run/snapshot';
import { linkTo } from './link-to';
import type { PageRun } from './page-run';

const words: Record<Status['kind'], string> = {
  connecting: 'connecting',
  running: 'running',
  draining: 'fetching the last ticks',
  paused: 'paused',
  finished: 'finished',
  replaced: 'stopped',
  offline: 'server not answering',
  refused: 'no market',
};

/** Name, state of the run, and what one does to a run. */
export function Header({ run }: { run: PageRun }) {
  const setup = useStore(run.setup);
  const snapshot = useFigures(run.snapshot);
  const { present } = setup.view;
  const kind = snapshot?.status.kind ?? 'connecting';
  const isOver = kind === 'finished' || kind === 'replaced';

  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-lg font-semibold whitespace-nowrap">Realtime Playground</h1>
      <p className="flex items-center gap-1.5" role="status">
        <span
          aria-hidden="true"
          className={`size-2 rounded-full ${kind === 'running' ? 'bg-good' : kind === 'offline' || kind === 'refused' ? 'bg-bad' : 'bg-strong'}`}
        />
        {words[kind]}
      </p>
      <RunProgress elapsed={snapshot?.elapsed ?? 0} length={setup.scenario.length} />
      <div className="flex gap-1.5">
        {isOver || kind === 'paused' ? (
          <Button look="primary" onClick={() => run.resume()}>
            {isOver ? 'Run again' : 'Resume'}
          </Button>
        ) : (
          <Button look="primary" disabled={kind !== 'running'} onClick={() => run.pause()}>
            Pause
          </Button>
        )}
        <Button disabled={kind === 'connecting'} onClick={() => run.reset()}>
          Reset
        </Button>
      </div>
      <a href="/lab" className="text-ink underline">
        Load lab
      </a>
      <p
        className="ml-auto text-small text-muted"
        title="The difference between the two clocks is known to half the best round trip on the control channel. The noise floor is half of what nine of ten round trips stay below, beyond the best: a smaller difference between techniques is none that can be measured."
      >
        {snapshot?.clock
          ? `clocks compared to ± ${formatMs(snapshot.clock.uncertainty)}, noise floor ${formatMs(snapshot.noiseFloor)}`
          : 'comparing clocks'}
      </p>
      <div className="flex items-center gap-1.5">
        <CopyLink link={() => linkTo(setup)} />
        <Button aria-pressed={present} onClick={() => run.look({ present: !present })}>
          {present ? 'Leave present view' : 'Present'}
        </Button>
        <ThemeButton />
      </div>
    </header>
  );
}

function RunProgress({ elapsed, length }: { elapsed: number; length: number }) {
  if (length === 0) return <p className="min-w-12 text-right">{formatClock(elapsed)}</p>;
  return (
    <p className="flex items-center gap-2">
      <progress
        aria-label="Progress of the run"
        value={Math.min(elapsed, length)}
        max={length}
        className="h-2 w-28 appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
      />
      <span>
        {formatClock(Math.min(elapsed, length))} / {formatClock(length)}
      </span>
    </p>
  );
}
