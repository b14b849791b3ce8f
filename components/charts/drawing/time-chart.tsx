'use client';

import { memo, useCallback, useMemo } from 'react';
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
import { nameOfFault } from '@/lib/faults/faults';
import type { Scale } from '@/lib/figures/chart';
import { formatClock, timeTicks, trimZeros } from '@/lib/figures/format';
import { formatIn, type Unit } from '@/lib/figures/unit';
import { type CurveRow, curvesOf } from '@/lib/run/curves';
import type { ChartPoint, ChartRow, FaultMark, Interruption } from '@/lib/run/snapshot';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './axes';
import { ChartTooltip } from './chart-tooltip';
import { decadesOf } from './decades';

/** A line for each technique over the time of the run. Those of one run share their time axis and their cursor. */
export const TimeChart = memo(function TimeChart(props: {
  rows: ChartRow[];
  shown: readonly TechniqueId[];
  value: (point: ChartPoint) => number | null;
  isGap: (point: ChartPoint) => boolean;
  unit: Unit;
  scale: Scale;
  interruptions: readonly Interruption[];
  faults: readonly FaultMark[];
  /** When segments began, s. */
  edges: readonly number[];
  rem: number;
  /** Charts of one group share their cursor. */
  group: string;
}) {
  const { rows, shown, value, isGap, unit, scale, interruptions, faults, edges, rem, group } = props;
  const data = useMemo(
    () => curvesOf(rows, shown, (point) => onScale(value(point), scale), isGap),
    [rows, shown, value, isGap, scale],
  );
  const [from, to] = domainOf([rows[0]?.t ?? 0, rows.at(-1)?.t ?? 0]);
  const decades =
    scale === 'log' ? decadesOf(data.flatMap((row) => shown.map((id) => row.values[id] ?? null))) : [];
  // What is equal has to be the same too, or the axes are made anew each time.
  const xTicks = useSame(timeTicks(from, to));
  const yTicks = useSame(decades);
  const yDomain = useMemo<[number, number | 'auto']>(
    () => (scale === 'log' ? [yTicks[0] ?? 1, yTicks.at(-1) ?? 1] : [0, 'auto']),
    [scale, yTicks],
  );
  const formatTick = useCallback((known: number) => trimZeros(formatIn(unit, known)), [unit]);

  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <LineChart data={data} margin={margin} syncId={group} syncMethod="value">
        <CartesianGrid stroke={gridColor} vertical={false} />
        <XAxis
          dataKey="t"
          type="number"
          domain={domainOf}
          tickFormatter={formatClock}
          ticks={xTicks}
          allowDataOverflow
          {...axisStyle}
        />
        <YAxis
          scale={scale}
          domain={yDomain}
          {...(scale === 'log' ? { ticks: yTicks } : {})}
          tickFormatter={formatTick}
          width={3.8 * rem}
          tickCount={5}
          // There is nothing between two whole numbers.
          allowDecimals={unit !== 'count'}
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
        {edges
          .filter((edge) => edge >= from && edge <= to)
          .map((edge) => (
            <ReferenceLine
              key={`${edge} edge`}
              className="segment-edge"
              x={edge}
              stroke="var(--color-muted)"
              strokeWidth={1.5}
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
                fill="var(--color-bad)"
                fillOpacity={0.12}
              />
            ),
            <ReferenceLine
              key={`${fault.from} line`}
              x={Math.max(fault.from, from)}
              stroke="var(--color-bad)"
              strokeDasharray="2 2"
              label={{
                value: nameOfFault(fault.kind),
                angle: -90,
                position: 'insideTopRight',
                dx: 0.7 * rem,
                fontSize: 0.7 * rem,
                fill: 'var(--color-bad)',
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
            const row = active ? data.find(({ t }) => t === label) : undefined;
            if (!row) return null;
            return (
              <ChartTooltip
                title={formatClock(row.t)}
                entries={shown.map((id) => ({ id, text: formatIn(unit, row.values[id] ?? null) }))}
              />
            );
          }}
        />
        {techniques.flatMap(({ id, name, dash }) =>
          piecesOf(data, id).map((piece) => (
            <Line
              key={`${id} ${piece}`}
              name={name}
              dataKey={readerOf(id, piece)}
              stroke={colorOf(id)}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          )),
        )}
      </LineChart>
    </ResponsiveContainer>
  );
});

/** A logarithmic axis has no place for 0. */
function onScale(value: number | null, scale: Scale): number | null {
  return value !== null && scale === 'log' && value <= 0 ? null : value;
}

/** The numbers of the pieces that a curve has; none for a technique that is not shown. */
function piecesOf(rows: readonly CurveRow[], id: TechniqueId): number[] {
  return [...new Set(rows.flatMap(({ pieces }) => pieces[id] ?? []))];
}

type Reader = (row: CurveRow) => number | null;
const readers = new Map<string, Reader>();

/** Reads a piece of a curve: the same function each time, or Recharts would make the line anew. */
function readerOf(id: TechniqueId, piece: number): Reader {
  const key = `${id} ${piece}`;
  const reader =
    readers.get(key) ?? ((row: CurveRow) => (row.pieces[id] === piece ? (row.values[id] ?? null) : null));
  readers.set(key, reader);
  return reader;
}

/** At least ten seconds. */
function domainOf([from, to]: readonly [number, number]): [number, number] {
  return [from, Math.max(to, from + 10)];
}

/** The same numbers as before, where they are equal. */
function useSame(numbers: readonly number[]): readonly number[] {
  const key = JSON.stringify(numbers);
  return useMemo(() => JSON.parse(key), [key]);
}
