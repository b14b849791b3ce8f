'use client';

import { memo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { colorOf } from '@/components/ui/technique-style';
import type { ChartPoint, ChartRow, Interruption } from '@/lib/bench/snapshot';
import { formatClock } from '@/lib/format';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './chart-style';
import { ChartTooltip } from './chart-tooltip';

/** A line for each technique over the time of the run. All of these share their time axis and their cursor. */
export const TimeChart = memo(function TimeChart(props: {
  rows: ChartRow[];
  shown: readonly TechniqueId[];
  value: (point: ChartPoint) => number | null;
  format: (value: number) => string;
  scale: 'linear' | 'log';
  interruptions: readonly Interruption[];
}) {
  const { rows, shown, value, format, scale, interruptions } = props;
  const from = rows[0]?.t ?? 0;
  const to = Math.max(rows.at(-1)?.t ?? 0, from + 10);
  const read = (row: ChartRow, id: TechniqueId) => {
    const point = row.lanes[id];
    const known = point ? value(point) : null;
    // A logarithmic axis has no place for 0.
    return known !== null && scale === 'log' && known <= 0 ? null : known;
  };

  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <LineChart data={rows} margin={margin} syncId="time" syncMethod="value">
        <CartesianGrid stroke={gridColor} vertical={false} />
        <XAxis
          dataKey="t"
          type="number"
          domain={[from, to]}
          tickFormatter={formatClock}
          tickCount={4}
          allowDataOverflow
          {...axisStyle}
        />
        <YAxis
          scale={scale}
          domain={scale === 'log' ? ['auto', 'auto'] : [0, 'auto']}
          tickFormatter={format}
          width={52}
          tickCount={5}
          {...axisStyle}
        />
        {interruptions.map(({ from: start, to: end }) => (
          <ReferenceArea
            key={start}
            x1={Math.max(start, from)}
            x2={Math.min(end, to)}
            fill="var(--color-strong)"
            fillOpacity={0.25}
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          content={({ active, label }) => {
            const row = active ? rows.find(({ t }) => t === label) : undefined;
            if (!row) return null;
            return (
              <ChartTooltip
                title={formatClock(row.t)}
                entries={shown.map((id) => {
                  const known = read(row, id);
                  return { id, text: known === null ? null : format(known) };
                })}
              />
            );
          }}
        />
        {techniques.map(({ id, name, dash }) =>
          shown.includes(id) ? (
            <Line
              key={id}
              name={name}
              dataKey={(row: ChartRow) => read(row, id)}
              stroke={colorOf(id)}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          ) : null,
        )}
      </LineChart>
    </ResponsiveContainer>
  );
});
