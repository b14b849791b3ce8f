'use client';

import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { PageRun } from '@/components/run/page-run';
import { colorOf } from '@/components/ui/technique-style';
import { useFigures } from '@/components/ui/use-store';
import { formatBytes, trimZeros } from '@/lib/figures/format';
import { scoredLanes } from '@/lib/run/scoreboard';
import { nameOf } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './axes';

/** Of the bytes of each technique, those of the ticks themselves (full) and all others (pale). */
export const BytesSplitChart = memo(function BytesSplitChart({ run, rem }: { run: PageRun; rem: number }) {
  const snapshot = useFigures(run.snapshot);
  const bars = (snapshot ? scoredLanes(snapshot) : []).map(({ id, figures }) => ({
    id,
    name: nameOf(id),
    payload: figures.payload,
    overhead: Math.max(0, figures.overhead),
  }));
  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <BarChart data={bars} layout="vertical" margin={margin} barCategoryGap="25%">
        <CartesianGrid stroke={gridColor} horizontal={false} />
        <XAxis
          type="number"
          tickFormatter={(bytes: number) => trimZeros(formatBytes(bytes))}
          tickCount={4}
          {...axisStyle}
        />
        <YAxis type="category" dataKey="name" width={6 * rem} {...axisStyle} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--color-sunken)' }}
          content={({ active, payload }) => {
            const bar = active ? bars.find(({ id }) => id === payload[0]?.payload.id) : undefined;
            if (!bar) return null;
            return (
              <div className="rounded border border-line bg-card p-2 text-small shadow-md">
                <p className="mb-1 text-muted">{bar.name}</p>
                <p>payload {formatBytes(bar.payload)}</p>
                <p>overhead {formatBytes(bar.overhead)}</p>
              </div>
            );
          }}
        />
        <Bar dataKey="payload" name="payload" stackId="bytes" isAnimationActive={false}>
          {bars.map(({ id }) => (
            <Cell key={id} fill={colorOf(id)} stroke={colorOf(id)} />
          ))}
        </Bar>
        <Bar dataKey="overhead" name="overhead" stackId="bytes" isAnimationActive={false}>
          {bars.map(({ id }) => (
            <Cell key={id} fill={colorOf(id)} fillOpacity={0.25} stroke={colorOf(id)} strokeDasharray="3 2" />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
});
