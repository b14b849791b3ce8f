import { usePlotArea, useYAxisTicks } from 'recharts';
import { gridColor } from './axes';

/** A hairline at each tick of the vertical axis. That of Recharts takes as long to draw as all lines together. */
export function Grid() {
  const [plot, ticks] = [usePlotArea(), useYAxisTicks()];
  if (!plot) return null;
  return ticks?.map(({ value, coordinate }) => (
    <line
      key={value}
      x1={plot.x}
      x2={plot.x + plot.width}
      y1={coordinate}
      y2={coordinate}
      stroke={gridColor}
    />
  ));
}
