'use client';

import { memo, useCallback, useMemo } from 'react';
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { colorOf } from '@/components/ui/technique-style';
import type { Scale } from '@/lib/figures/chart';
import { formatClock, timeTicks, trimZeros } from '@/lib/figures/format';
import { linearTicks } from '@/lib/figures/linear-ticks';
import { logTicks } from '@/lib/figures/log-ticks';
import { formatIn, type Unit } from '@/lib/figures/unit';
import { type CurveRow, curvesOf } from '@/lib/run/curves';
import type { ChartData, ChartPoint } from '@/lib/run/snapshot';
import { nameOf, type TechniqueId, techniques } from '@/lib/techniques';
import { axisStyle, roomOf } from './axes';
import { EndLabels } from './end-labels';
import { Grid } from './grid';
import { TimeMarks } from './time-marks';

/** A line for each technique over the time of the run. Those of one run share their time axis and their cursor. */
export const TimeChart = memo(function TimeChart(props: {
  charts: ChartData;
  shown: readonly TechniqueId[];
  value: (point: ChartPoint) => number | null;
  isGap: (point: ChartPoint) => boolean;
  unit: Unit;
  scale: Scale;
  size: { width: number; height: number };
  rem: number;
  /** Charts of one group share their cursor. */
  group: string;
}) {
  const { charts, shown, value, isGap, unit, scale, size, rem, group } = props;
  const { rows } = charts;
  const data = useMemo(
    () => curvesOf(rows, shown, (point) => onScale(value(point), scale), isGap),
    [rows, shown, value, isGap, scale],
  );
  const [from, to] = domainOf([rows[0]?.t ?? 0, rows.at(-1)?.t ?? 0]);
  const values = data.flatMap((row) => shown.map((id) => row.values[id] ?? null));
  // There is nothing between two whole numbers.
  const ticks = scale === 'log' ? logTicks(values) : linearTicks(values, unit === 'count' ? 1 : 0);
  // What is equal has to be the same too, or the axes are made anew each time.
  const xTicks = useSame(timeTicks(from, to));
  const yTicks = useSame(ticks);
  const yDomain = useMemo(() => [yTicks[0] ?? 0, yTicks.at(-1) ?? 1], [yTicks]);
  const { isNarrow, left, right } = roomOf(size.width, rem);
  const margin = useMemo(() => ({ top: 0.8 * rem, right, bottom: 0, left: 0 }), [rem, right]);
  const format = useCallback((known: number | null) => formatIn(unit, known), [unit]);
  const formatTick = useCallback((known: number) => trimZeros(formatIn(unit, known)), [unit]);
  const lines = useMemo(
    () =>
      shown.map((id) => ({
        key: id,
        name: nameOf(id),
        color: colorOf(id),
        points: data.map(({ t, values }) => ({ x: t, y: values[id] ?? null })),
      })),
    [data, shown],
  );

  return (
    <LineChart {...size} data={data} margin={margin} syncId={group} syncMethod="value">
      <Grid />
      <XAxis
        dataKey="t"
        type="number"
        domain={domainOf}
        tickFormatter={formatClock}
        ticks={xTicks}
        height={1.7 * rem}
        allowDataOverflow
        {...axisStyle}
      />
      <YAxis
        scale={scale}
        domain={yDomain}
        ticks={yTicks}
        tickFormatter={formatTick}
        width={left}
        {...axisStyle}
      />
      <TimeMarks charts={charts} rem={rem} />
      <Tooltip isAnimationActive={false} content={nothing} cursor={false} />
      {techniques.flatMap(({ id, name, dash }) =>
        piecesOf(data, id).map((piece) => (
          <Line
            key={`${id} ${piece}`}
            name={name}
            dataKey={readerOf(id, piece)}
            stroke={colorOf(id)}
            strokeWidth={2.2}
            strokeDasharray={dash}
            dot={false}
            activeDot={false}
            connectNulls
            isAnimationActive={false}
          />
        )),
      )}
      <EndLabels lines={lines} format={format} formatX={formatClock} isNarrow={isNarrow} rem={rem} />
    </LineChart>
  );
});

/** The values at the cursor stand at the ends of the lines. */
const nothing = () => null;

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
