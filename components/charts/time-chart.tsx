'use client';

import { memo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { colorOf } from '@/components/ui/technique-style';
import type { ChartPoint, ChartRow, FaultMark, Interruption } from '@/lib/bench/snapshot';
import { nameOfFault } from '@/lib/faults/faults';
import { formatClock, timeTicks, trimZeros } from '@/lib/format';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './chart-style';
import { ChartTooltip } from './chart-tooltip';
import { decadesOf } from './decades';

/** A line for each technique over the time of the run. All of these share their time axis and their cursor. */
export const TimeChart = memo(function TimeChart(props: {
  rows: ChartRow[];
  shown: readonly TechniqueId[];
  value: (point: ChartPoint) => number | null;
  format: (value: number) => string;
  scale: 'linear' | 'log';
  interruptions: readonly Interruption[];
  faults: readonly FaultMark[];
  rem: number;
  /** Whether there is nothing between two whole numbers. */
  whole?: boolean;
}) {
  const { rows, shown, value, format, scale, interruptions, faults, rem, whole = false } = props;
  const from = rows[0]?.t ?? 0;
  const to = Math.max(rows.at(-1)?.t ?? 0, from + 10);
  const read = (row: ChartRow, id: TechniqueId) => {
    const point = row.lanes[id];
    const known = point ? value(point) : null;
    // A logarithmic axis has no place for 0.
    return known !== null && scale === 'log' && known <= 0 ? null : known;
  };

  const decades = scale === 'log' ? decadesOf(rows.flatMap((row) => shown.map((id) => read(row, id)))) : [];

  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <LineChart data={rows} margin={margin} syncId="time" syncMethod="value">
        <CartesianGrid stroke={gridColor} vertical={false} />
        <XAxis
          dataKey="t"
          type="number"
          domain={[from, to]}
          tickFormatter={formatClock}
          ticks={timeTicks(from, to)}
          allowDataOverflow
          {...axisStyle}
        />
        <YAxis
          scale={scale}
          domain={decades.length > 0 ? [decades[0] ?? 1, decades.at(-1) ?? 1] : [0, 'auto']}
          {...(decades.length > 0 ? { ticks: decades } : {})}
          tickFormatter={(value: number) => trimZeros(format(value))}
          width={3.8 * rem}
          tickCount={5}
          allowDecimals={!whole}
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
        {faults
          .filter((fault) => fault.to >= from && fault.from <= to)
          .flatMap((fault) => [
            fault.to > fault.from && (
              <ReferenceArea
                key={`${fault.from} area`}
                x1={Math.max(fault.from, from)}
                x2={Math.min(fault.to, to)}
                fill="var(--color-down)"
                fillOpacity={0.12}
              />
            ),
            <ReferenceLine
              key={`${fault.from} line`}
              x={Math.max(fault.from, from)}
              stroke="var(--color-down)"
              strokeDasharray="2 2"
              label={{
                value: nameOfFault(fault.kind),
                angle: -90,
                position: 'insideTopRight',
                dx: 0.7 * rem,
                fontSize: 0.7 * rem,
                fill: 'var(--color-down)',
                // Readable where lines run behind it.
                stroke: 'var(--color-card)',
                strokeWidth: 3,
                paintOrder: 'stroke',
              }}
            />,
          ])}
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
