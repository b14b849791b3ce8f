'use client';

import { useId } from 'react';
import * as z from 'zod/mini';
import { ChartCard } from '@/components/charts/chart-card';
import { GrowthChart } from '@/components/charts/drawing/growth-chart';
import { useRem } from '@/components/charts/use-rem';
import { growthCharts } from '@/lib/load/charts';
import { type LabView, labViewSchema } from '@/lib/load/lab-view';
import type { LoadRun } from '@/lib/load/runs';
import { seriesOf } from '@/lib/load/series';
import { Knees } from './knees';

const partOfView = z.partial(labViewSchema);

/** How each technique's figures grow with its clients, and where they bend. */
export function GrowthCharts(props: {
  view: LabView;
  runs: readonly LoadRun[];
  look: (settings: Partial<LabView>) => void;
}) {
  const { view, runs, look } = props;
  const group = useId();
  const rem = useRem(false);
  const drawn = growthCharts.map((chart) => {
    const curves = chart.drawing(view);
    return { chart, curves, series: seriesOf(runs, curves.value) };
  });

  return (
    <section aria-label="Growth" className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
        {drawn.map(({ chart, curves, series }) => (
          <ChartCard
            key={chart.id}
            title={chart.title}
            caption={chart.caption(view)}
            choices={chart.choices(view)}
            settings={view}
            onChoose={(setting, value) => look(partOfView.parse({ [setting]: value }))}
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
      <Knees curves={drawn.map(({ chart, series }) => [chart.figure(view), series])} />
    </section>
  );
}
