'use client';

import { useId } from 'react';
import * as z from 'zod/mini';
import { ChartCard } from '@/components/charts/chart-card';
import { GrowthChart } from '@/components/charts/drawing/growth-chart';
import { useRem } from '@/components/charts/use-rem';
import { growthCharts } from '@/lib/load/charts';
import { type Lab, labSchema } from '@/lib/load/lab';
import type { LoadRun } from '@/lib/load/runs';
import { seriesOf } from '@/lib/load/series';
import { Knees } from './knees';

const partOfLab = z.partial(labSchema);

/** How each technique's figures grow with its clients, and where they bend. */
export function GrowthCharts(props: {
  lab: Lab;
  runs: readonly LoadRun[];
  change: (settings: Partial<Lab>) => void;
}) {
  const { lab, runs, change } = props;
  const group = useId();
  const rem = useRem(false);
  const drawn = growthCharts.map((chart) => {
    const curves = chart.drawing(lab);
    return { chart, curves, series: seriesOf(runs, curves.value) };
  });

  return (
    <section aria-label="Growth" className="flex flex-col gap-2">
      <div className="grid grid-cols-1 gap-2 md:grid-cols-2">
        {drawn.map(({ chart, curves, series }) => (
          <ChartCard
            key={chart.id}
            title={chart.title}
            caption={chart.caption(lab)}
            choices={chart.choices(lab)}
            settings={lab}
            onChoose={(setting, value) => change(partOfLab.parse({ [setting]: value }))}
          >
            <GrowthChart group={group} series={series} unit={curves.unit} scale={curves.scale} rem={rem} />
          </ChartCard>
        ))}
      </div>
      {drawn.some(({ series }) => series.some(({ failed }) => failed.length > 0)) && (
        <p className="px-1 text-small text-muted">
          A hollow mark is a measurement that failed: no line joins it, and no knee counts it.
        </p>
      )}
      <Knees curves={drawn.map(({ chart, series }) => [chart.figure(lab), series])} />
    </section>
  );
}
