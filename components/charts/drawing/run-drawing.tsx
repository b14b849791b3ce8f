'use client';

import { memo } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { useStore } from '@/components/ui/use-store';
import type { RunDrawing as Drawing } from '@/lib/run/charts';
import type { ChartData } from '@/lib/run/snapshot';
import type { TechniqueId } from '@/lib/techniques';
import { PriceChart } from './price-chart';
import { Sized } from './sized';
import { SpreadChart } from './spread-chart';
import { TimeChart } from './time-chart';

/** Draws what a chart of a run describes, as large as its parent. All that needs Recharts is behind this and `GrowthChart`. */
export const RunDrawing = memo(function RunDrawing(props: {
  run: PageRun;
  drawing: Drawing;
  charts: ChartData;
  /** The techniques that are drawn. */
  shown: readonly TechniqueId[];
  rem: number;
}) {
  return <Sized>{(width, height) => <DrawingOf {...props} size={{ width, height }} />}</Sized>;
});

function DrawingOf(props: {
  run: PageRun;
  drawing: Drawing;
  charts: ChartData;
  shown: readonly TechniqueId[];
  size: { width: number; height: number };
  rem: number;
}) {
  const { run, drawing, charts, shown, size, rem } = props;
  const { rtt } = useStore(run.setup).scenario;
  switch (drawing.kind) {
    case 'time': {
      const { value, isGap, unit, scale } = drawing;
      const curves = { value, isGap, unit, scale };
      return (
        <TimeChart group={`${run.id} time`} charts={charts} shown={shown} {...curves} size={size} rem={rem} />
      );
    }
    case 'spread':
      return (
        <SpreadChart distribution={charts.distribution} shown={shown} way={rtt / 2} size={size} rem={rem} />
      );
    case 'price':
      return <PriceChart run={run} size={size} rem={rem} />;
  }
}
