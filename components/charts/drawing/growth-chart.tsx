'use client';

import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import type { Scale } from '@/lib/figures/chart';
import { formatCount, formatCountOf, trimZeros } from '@/lib/figures/format';
import { formatIn, type Unit } from '@/lib/figures/unit';
import type { Point } from '@/lib/load/knee';
import type { Series } from '@/lib/load/series';
import { techniques } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './axes';
import { decadesOf } from './decades';
import { GrowthDot } from './growth-dot';

interface Row {
  clients: number;
  values: Readonly<Record<string, number>>;
}

/** Curves over the number of clients, which is on a logarithmic axis. */
export const GrowthChart = memo(function GrowthChart(props: {
  series: readonly Series[];
  unit: Unit;
  scale: Scale;
  rem: number;
  /** Charts of one group share their cursor. */
  group: string;
}) {
  const { series, unit, scale, rem, group } = props;
  const lines = linesOf(series);
  const rows = rowsOf(lines, scale);
  const decades = scale === 'log' ? decadesOf(rows.flatMap(({ values }) => Object.values(values))) : [];
  const clients = clientTicks(rows);

  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <LineChart data={rows} margin={{ ...margin, top: 10, right: 14 }} syncId={group} syncMethod="value">
        <CartesianGrid stroke={gridColor} vertical={false} />
        <XAxis
          dataKey="clients"
          type="number"
          scale="log"
          domain={[clients[0] ?? 1, clients.at(-1) ?? 10]}
          ticks={clients}
          tickFormatter={(value: number) => formatCount(value)}
          {...axisStyle}
        />
        <YAxis
          scale={scale}
          domain={
            decades.length > 0
              ? [decades[0] ?? 1, decades.at(-1) ?? 1]
              : [(least: number) => Math.min(0, least), 'auto']
          }
          {...(decades.length > 0 ? { ticks: decades } : {})}
          tickFormatter={(value: number) => trimZeros(formatIn(unit, value))}
          width={4.2 * rem}
          tickCount={5}
          {...axisStyle}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, label }) => {
            const row = active ? rows.find((other) => other.clients === label) : undefined;
            return row ? <Values row={row} lines={lines} unit={unit} /> : null;
          }}
        />
        {lines.map(({ key, failed, series: { technique, name, run, knee } }) => (
          <Line
            key={key}
            name={run === null ? name : `${name}, run ${run}`}
            dataKey={({ values }: Row) => values[key]}
            stroke={failed ? 'none' : colorOf(technique)}
            strokeWidth={2}
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
      </LineChart>
    </ResponsiveContainer>
  );
});

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

function Values({ row, lines, unit }: { row: Row; lines: readonly DrawnLine[]; unit: Unit }) {
  return (
    <div className="rounded border border-line bg-card p-2 text-small shadow-md">
      <p className="mb-1 text-muted">{formatCountOf(row.clients, 'client')}</p>
      {lines.map(({ key, failed, series: { technique, name, run } }) => {
        const value = row.values[key];
        return value === undefined ? null : (
          <p key={key} className="flex items-center gap-1.5">
            <TechniqueMark id={technique} />
            <span>{run === null ? name : `${name}, run ${run}`}</span>
            <span className="ml-auto pl-3 font-medium">{formatIn(unit, value)}</span>
            {failed && <span>failed</span>}
          </p>
        );
      })}
    </div>
  );
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
