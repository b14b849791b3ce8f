'use client';

import type { PageRun } from '@/components/run/page-run';
import type { RunDrawing as Drawing } from '@/lib/run/charts';
import type { ChartData } from '@/lib/run/snapshot';
import type { TechniqueId } from '@/lib/techniques';
import { BytesSplitChart } from './bytes-split-chart';
import { DistributionChart } from './distribution-chart';
import { TimeChart } from './time-chart';

/** Draws what a chart of a run describes. All that needs Recharts is behind this and `GrowthChart`. */
export function RunDrawing(props: {
  run: PageRun;
  drawing: Drawing;
  charts: ChartData;
  /** The techniques that are drawn. */
  shown: readonly TechniqueId[];
  rem: number;
}) {
  const { run, drawing, charts, shown, rem } = props;
  switch (drawing.kind) {
    case 'time':
      return (
        <TimeChart
          group={`${run.id} time`}
          rows={charts.rows}
          interruptions={charts.interruptions}
          faults={charts.faults}
          shown={shown}
          edges={charts.edges}
          value={drawing.value}
          isGap={drawing.isGap}
          unit={drawing.unit}
          scale={drawing.scale}
          rem={rem}
        />
      );
    case 'distribution':
      return <DistributionChart distribution={charts.distribution} shown={shown} rem={rem} />;
    case 'bytes-split':
      return <BytesSplitChart run={run} rem={rem} />;
  }
}
