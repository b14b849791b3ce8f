'use client';

import { Button } from '@/components/ui/button';
import { describeRun, type LoadRun, MOST_RUNS, outcomesOf, techniquesOf } from '@/lib/load/runs';
import { nameOf } from '@/lib/techniques';

/** All runs of this tab: which of them are shown side by side, and which go. */
export function RunList(props: {
  runs: readonly LoadRun[];
  /** The run that is being measured. */
  current: number | null;
  shown: readonly number[];
  onShow: (ids: readonly number[]) => void;
  onRemove: (ids: readonly number[]) => void;
}) {
  const { runs, current, shown, onShow, onRemove } = props;
  const over = runs.filter(({ id }) => id !== current);
  return (
    <section aria-label="Runs" className="rounded-card border border-line bg-card px-4 py-3.5">
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">Runs</h2>
        <p className="text-small text-muted">
          those marked are shown side by side; the last {MOST_RUNS} are kept until this tab is closed
        </p>
        <Button
          className="ml-auto"
          disabled={over.length === 0}
          onClick={() => onRemove(over.map(({ id }) => id))}
        >
          Remove all
        </Button>
      </div>
      <ul className="flex flex-col">
        {[...runs].reverse().map((run) => (
          <li
            key={run.id}
            data-run={run.id}
            className="flex items-center gap-2 border-t border-line py-1 first:border-0"
          >
            <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2">
              <input
                type="checkbox"
                checked={shown.includes(run.id)}
                disabled={outcomesOf(run).length === 0}
                onChange={({ target }) =>
                  onShow(target.checked ? [...shown, run.id] : shown.filter((id) => id !== run.id))
                }
                className="size-4 shrink-0 accent-ink"
              />
              <span className="min-w-0">
                <b>Run {run.id}</b> {describeRun(run)}{' '}
                <span className="text-small text-muted">
                  {new Date(run.startedAt).toLocaleTimeString('en-GB')} ·{' '}
                  {techniquesOf(run).map(nameOf).join(', ') || 'no results yet'} · {stateOf(run, current)}
                </span>
              </span>
            </label>
            <Button
              aria-label={`Remove run ${run.id}`}
              disabled={run.id === current}
              onClick={() => onRemove([run.id])}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf({ id, end }: LoadRun, current: number | null): string {
  if (id === current || !end) return 'measuring';
  const word = { done: 'complete', stopped: 'stopped', failed: 'failed' }[end.reason];
  return end.message ? `${word}: ${end.message}` : word;
}
