'use client';

import { useState } from 'react';
import { FigureTable } from '@/components/ui/figure-table';
import { Pill } from '@/components/ui/pill';
import { Select } from '@/components/ui/select';
import { formatCount } from '@/lib/figures/format';
import {
  type AssumptionName,
  type Assumptions,
  assumptionsSchema,
  defaultsFrom,
  USERS,
} from '@/lib/load/assumptions';
import { costFigures, projectedFrom, projectionFigures } from '@/lib/load/projection-figures';
import { describeRun, type LoadRun } from '@/lib/load/runs';
import { AssumptionField } from './assumption-field';
import { Extrapolated } from './extrapolated';
import { Formulas } from './formulas';
import { ProjectedBoxes } from './projected-boxes';

const names = Object.keys(assumptionsSchema.shape) as AssumptionName[];

/** From what was measured to an audience that no laptop holds. */
export function ProjectionSection({ runs, shown }: { runs: readonly LoadRun[]; shown: readonly LoadRun[] }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [changed, setChanged] = useState<Partial<Assumptions>>({});
  const run = runs.find(({ id }) => id === chosen) ?? shown.at(-1) ?? runs.at(-1);
  return (
    <section aria-label="Projection" className="mt-5">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-section">And {formatCount(changed.users ?? USERS)} users?</h2>
        <Pill look="warn">calculated, not measured</Pill>
        <p className="text-muted">From the slope of your own measurements.</p>
        {run && runs.length > 1 && (
          <Select
            label="from"
            value={String(run.id)}
            options={Object.fromEntries(
              runs.map((other) => [String(other.id), `run ${other.id}: ${describeRun(other)}`]),
            )}
            onChange={(id) => setChosen(Number(id))}
          />
        )}
      </div>
      <div className="flex flex-col gap-3 rounded-card border border-line bg-card px-4 py-3.5">
        {run ? (
          <Calculator runs={runs} run={run} changed={changed} onChange={setChanged} />
        ) : (
          <p>
            What would they take? First measure what one costs: press <b>Measure</b>. A growth series up to
            some hundred clients at the tick rate that your users would get says most.
          </p>
        )}
      </div>
    </section>
  );
}

function Calculator(props: {
  runs: readonly LoadRun[];
  run: LoadRun;
  /** What the reader assumes otherwise. */
  changed: Partial<Assumptions>;
  onChange: (changed: Partial<Assumptions>) => void;
}) {
  const { runs, run, changed, onChange } = props;
  const defaults = defaultsFrom(run);
  const assumptions = assumptionsSchema.parse(
    Object.fromEntries(names.map((name) => [name, changed[name] ?? defaults[name].value])),
  );
  const projected = projectedFrom(runs, run, assumptions);
  if (projected.length === 0)
    return (
      <p>This run has nothing to project from: no measurement of it delivered anything without failing.</p>
    );
  const groups = [
    {
      key: String(run.id),
      columns: projected.map((measured) => ({ technique: measured.costs.technique, measured })),
    },
  ];

  return (
    <>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3 xl:grid-cols-4 2xl:grid-cols-6">
        {names.map((name) => (
          <AssumptionField
            key={name}
            name={name}
            value={assumptions[name]}
            standard={defaults[name]}
            isChanged={changed[name] !== undefined}
            onChange={(value) => onChange({ ...changed, [name]: value })}
          />
        ))}
      </div>
      <ProjectedBoxes projected={projected} />
      <Extrapolated projected={projected} />
      <FigureTable label="Projection table" figures={projectionFigures} groups={groups} />
      <details>
        <summary className="cursor-pointer">How it is calculated, and from what</summary>
        <div className="mt-2 flex flex-col gap-2">
          <FigureTable label="Measured costs" figures={costFigures} groups={groups} />
          <Formulas />
        </div>
      </details>
    </>
  );
}
