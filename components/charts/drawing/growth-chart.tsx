'use client';

import { memo, useMemo } from 'react';
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { colorOf } from '@/components/ui/technique-style';
import type { Scale } from '@/lib/figures/chart';
import { formatCount, formatCountOf, trimZeros } from '@/lib/figures/format';
import { logTicks } from '@/lib/figures/log-ticks';
import { formatIn, type Unit } from '@/lib/figures/unit';
import type { Point } from '@/lib/load/knee';
import type { Series } from '@/lib/load/series';
import { techniques } from '@/lib/techniques';
import { axisStyle, roomOf } from './axes';
import { EndLabels, type LabelledLine } from './end-labels';
import { Grid } from './grid';
import { GrowthDot } from './growth-dot';
import { Sized } from './sized';

interface Row {
  clients: number;
  values: Readonly<Record<string, number>>;
}

interface Curves {
  series: readonly Series[];
  unit: Unit;
  scale: Scale;
  rem: number;
  /** Charts of one group share their cursor. */
  group: string;
}

/** Curves over the number of clients, which is on a logarithmic axis. */
export const GrowthChart = memo(function GrowthChart(props: Curves) {
  return <Sized>{(width, height) => <Drawn {...props} size={{ width, height }} />}</Sized>;
});

function Drawn({
  series,
  unit,
  scale,
  rem,
  group,
  size,
}: Curves & { size: { width: number; height: number } }) {
  const lines = useMemo(() => linesOf(series), [series]);
  const rows = useMemo(() => rowsOf(lines, scale), [lines, scale]);
  const labelled = useMemo(() => labelledOf(lines, scale), [lines, scale]);
  const ticks = scale === 'log' ? logTicks(rows.flatMap(({ values }) => Object.values(values))) : [];
  const clients = clientTicks(rows);
  const { isNarrow, left, right } = roomOf(size.width, rem);
  const format = (value: number | null) => formatIn(unit, value);

  return (
    <LineChart
      {...size}
      data={rows}
      margin={{ top: 10, right, bottom: 0, left: 0 }}
      syncId={group}
      syncMethod="value"
    >
      <Grid />
      <XAxis
        dataKey="clients"
        type="number"
        scale="log"
        domain={[clients[0] ?? 1, clients.at(-1) ?? 10]}
        ticks={clients}
        tickFormatter={(value: number) => formatCount(value)}
        height={1.7 * rem}
        {...axisStyle}
      />
      <YAxis
        scale={scale}
        domain={
          ticks.length > 0
            ? [ticks[0] ?? 1, ticks.at(-1) ?? 1]
            : [(least: number) => Math.min(0, least), 'auto']
        }
        {...(ticks.length > 0 ? { ticks } : {})}
        tickFormatter={(value: number) => trimZeros(format(value))}
        width={left}
        tickCount={4}
        {...axisStyle}
      />
      <Tooltip isAnimationActive={false} content={() => null} cursor={false} />
      {lines.map(({ key, failed, series: { technique, name, run, knee } }) => (
        <Line
          key={key}
          name={run === null ? name : `${name}, run ${run}`}
          dataKey={({ values }: Row) => values[key]}
          stroke={failed ? 'none' : colorOf(technique)}
          strokeWidth={2.2}
          strokeDasharray={techniques.find(({ id }) => id === technique)?.dash ?? ''}
          dot={({ key: dot, cx, cy, payload }) => (
            <GrowthDot
              key={dot}
              x={cx}
              y={cy}
              color={colorOf(technique)}
              run={run}
              isKnee={!failed && knee !== null && payload.clients === knee.x}
              isFailed={failed}
            />
          )}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      <EndLabels
        lines={labelled}
        format={format}
        formatX={(count) => formatCountOf(count, 'client')}
        isNarrow={isNarrow}
        rem={rem}
      />
    </LineChart>
  );
}

/** Points that are drawn alike: one stretch of a series, joined by a line, or its failures, which nothing joins. */
interface DrawnLine {
  key: string;
  series: Series;
  points: readonly Point[];
  failed: boolean;
}

function linesOf(all: readonly Series[]): DrawnLine[] {
  return all.flatMap((series) => [
    ...series.stretches.map((points, index) => ({
      key: `${series.key} ${index}`,
      series,
      points,
      failed: false,
    })),
    ...(series.failed.length > 0
      ? [{ key: `${series.key} failed`, series, points: series.failed, failed: true }]
      : []),
  ]);
}

/** One label for each series: at the end of its measurements that did not fail, or where all did, of those. */
function labelledOf(lines: readonly DrawnLine[], scale: Scale): LabelledLine[] {
  const all = new Map<string, LabelledLine>();
  for (const { series, points, failed } of lines) {
    const { key, technique, name, run } = series;
    if (failed && all.has(key)) continue;
    const drawn = points.map(({ x, y }) => ({ x, y: scale === 'log' && y <= 0 ? null : y }));
    const before = all.get(key)?.points ?? [];
    all.set(key, {
      key,
      name: run === null ? name : `${name}, run ${run}`,
      color: colorOf(technique),
      points: [...before, ...drawn],
    });
  }
  return [...all.values()];
}

/** A row for each number of clients; a logarithmic axis has no place for 0 and less. */
function rowsOf(lines: readonly DrawnLine[], scale: Scale): Row[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { key, points } of lines) {
    for (const { x, y } of points) {
      const values = rows.get(x) ?? {};
      if (scale === 'linear' || y > 0) values[key] = y;
      rows.set(x, values);
    }
  }
  return [...rows].map(([clients, values]) => ({ clients, values })).sort((a, b) => a.clients - b.clients);
}

/** Powers of ten from below the fewest clients, and the most clients as the end of the axis. */
function clientTicks(rows: readonly Row[]): number[] {
  const least = rows[0]?.clients ?? 1;
  const most = rows.at(-1)?.clients ?? 1;
  const first = 10 ** Math.floor(Math.log10(least));
  // An axis has some length, even for a single point.
  const end = most > first ? most : first * 10;
  const decades = [first, first * 10, first * 100, first * 1000].filter((decade) => decade <= end / 1.5);
  return [...(decades.length > 0 ? decades : [first]), end];
}
