'use client';

import { useState } from 'react';
import { Choice } from '@/components/ui/choice';
import { TechniqueMark } from '@/components/ui/technique-style';
import { useFigures } from '@/components/ui/use-store';
import { formatBytes, formatCount, formatMs } from '@/lib/figures/format';
import type { LaneFigures } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';
import type { LanesInSight } from './lanes-in-sight';
import type { PageRun } from './page-run';

const figures = {
  latency: { label: 'latency', value: ({ latency }: LaneFigures) => latency.p50, format: formatMs },
  requests: { label: 'requests', value: ({ requests }: LaneFigures) => requests, format: formatCount },
  bytes: {
    label: 'bytes per price',
    value: ({ bytesPerTick }: LaneFigures) => bytesPerTick,
    format: formatBytes,
  },
} as const;

type Figure = keyof typeof figures;

const labels = { latency: 'latency', requests: 'requests', bytes: 'bytes per price' } as const;

/** All lanes compared by one figure, where there is no room for all of them; a press brings a lane into sight. */
export function ComparisonStrip(props: { run: PageRun; all: readonly Technique[]; sight: LanesInSight }) {
  const { run, all, sight } = props;
  const [figure, setFigure] = useState<Figure>('latency');
  const snapshot = useFigures(run.snapshot);
  const { value, format } = figures[figure];
  const values = new Map(
    snapshot?.lanes.map((lane): [string, number | null] => [lane.id, value(lane.figures)]),
  );
  const most = Math.max(0, ...[...values.values()].map((known) => known ?? 0));
  return (
    <div className="sticky top-0 z-3 border-b border-line bg-card px-4 py-2">
      <div className="grid [&>fieldset]:grid [&>fieldset]:auto-cols-fr [&>fieldset]:grid-flow-col [&_button]:min-h-8">
        <Choice label="Compared by" value={figure} options={labels} onChange={setFigure} />
      </div>
      <ul className="-mx-4 mt-1.5">
        {all.map(({ id, name }) => {
          const known = values.get(id) ?? null;
          const isSeen = sight.lanes.some((technique) => technique.id === id);
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={isSeen}
                onClick={() => sight.show(id)}
                className="grid min-h-7 w-full cursor-pointer grid-cols-[9rem_1fr_5rem] items-center gap-2 px-4 -outline-offset-2 aria-pressed:bg-sunken"
              >
                <span
                  className="flex items-center gap-2 font-semibold whitespace-nowrap"
                  style={{ color: `var(--${id})` }}
                >
                  <TechniqueMark id={id} />
                  {name}
                </span>
                <span
                  className="block h-[9px] rounded-[3px]"
                  style={{
                    background: `var(--${id})`,
                    width: `${most > 0 && known !== null ? Math.max(2, (known / most) * 100) : 0}%`,
                  }}
                />
                <span className="text-right font-semibold">{format(known)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
