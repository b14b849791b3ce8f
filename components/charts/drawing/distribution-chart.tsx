'use client';

import { memo } from 'react';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { colorOf } from '@/components/ui/technique-style';
import { formatMs, formatShare, trimZeros } from '@/lib/figures/format';
import { BINS_PER_TICK } from '@/lib/run/distribution';
import type { ChartData } from '@/lib/run/snapshot';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { axisStyle, gridColor, initialSize, margin } from './axes';
import { ChartTooltip } from './chart-tooltip';

interface Bin {
  from: number;
  to: number;
  shares: Partial<Record<TechniqueId, number>>;
}

/** Which part of the ticks of each technique had which latency. */
export const DistributionChart = memo(function DistributionChart(props: {
  distribution: ChartData['distribution'];
  shown: readonly TechniqueId[];
  rem: number;
}) {
  const { distribution, shown, rem } = props;
  const { edges, shares } = distribution;
  const bins: Bin[] = edges.slice(1).map((to, index) => ({
    from: edges[index] ?? 0,
    to,
    shares: Object.fromEntries(shown.map((id) => [id, shares[id]?.[index] ?? 0])),
  }));

  const largest = Math.max(0, ...shown.flatMap((id) => shares[id] ?? []));
  const top = [0.1, 0.2, 0.4, 0.6, 0.8].find((share) => share >= largest) ?? 1;
  const ticks = edges.flatMap((_, index) =>
    index % BINS_PER_TICK === 0 && index < bins.length ? [index] : [],
  );

  return (
    <ResponsiveContainer initialDimension={initialSize}>
      <AreaChart data={bins} margin={margin}>
        <CartesianGrid stroke={gridColor} vertical={false} />
        <XAxis
          dataKey={(bin: Bin) => edges.indexOf(bin.from)}
          type="number"
          domain={[0, Math.max(1, bins.length - 1)]}
          tickFormatter={(index: number) => trimZeros(formatMs(edges[index] ?? null))}
          ticks={ticks}
          {...axisStyle}
        />
        <YAxis
          domain={[0, top]}
          ticks={[0, top / 4, top / 2, (3 * top) / 4, top]}
          tickFormatter={(share: number) => trimZeros(formatShare(share))}
          width={3.2 * rem}
          {...axisStyle}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, label }) => {
            const bin = active ? bins[Number(label)] : undefined;
            if (!bin) return null;
            return (
              <ChartTooltip
                title={`${formatMs(bin.from)} to ${formatMs(bin.to)}`}
                entries={shown.map((id) => ({ id, text: formatShare(bin.shares[id] ?? 0) }))}
              />
            );
          }}
        />
        {techniques.map(({ id, name, dash }) =>
          shown.includes(id) ? (
            <Area
              key={id}
              name={name}
              type="step"
              dataKey={(bin: Bin) => bin.shares[id]}
              stroke={colorOf(id)}
              strokeWidth={2}
              strokeDasharray={dash}
              fill={colorOf(id)}
              fillOpacity={0.15}
              isAnimationActive={false}
            />
          ) : null,
        )}
      </AreaChart>
    </ResponsiveContainer>
  );
});
