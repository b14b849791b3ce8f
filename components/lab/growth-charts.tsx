'use client';

import { memo, useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { scales, useRem } from '@/components/charts/chart-style';
import { Choice } from '@/components/ui/choice';
import { formatBytes, formatMs, formatShare } from '@/lib/figures/format';
import { cpuShare } from '@/lib/load/figures';
import type { Lab } from '@/lib/load/lab';
import type { LoadResult } from '@/lib/load/result';
import type { LoadRun } from '@/lib/load/runs';
import { GrowthChart } from './growth-chart';
import { Knees } from './knees';
import { seriesOf } from './series';

const cpuPerMillion = ({ server }: LoadResult) => server.cpuPerMillion;
const memoryOfAll = ({ server }: LoadResult) => server.memoryConnected;
const memoryOfEach = ({ server }: LoadResult) => server.memoryPerConnection;
const bytesPerTick = (result: LoadResult) => result.bytesPerTick;
const latencies: Record<Lab['percentile'], (result: LoadResult) => number | null> = {
  p50: ({ latency }) => latency?.p50 ?? null,
  p99: ({ latency }) => latency?.p99 ?? null,
  max: ({ latency }) => latency?.max ?? null,
};
const formatSeconds = (seconds: number) => formatMs(seconds * 1000);

/** How each technique's figures grow with its clients, and where they bend. */
export const GrowthCharts = memo(function GrowthCharts(props: {
  lab: Lab;
  runs: readonly LoadRun[];
  change: (settings: Partial<Lab>) => void;
}) {
  const { lab, runs, change } = props;
  const rem = useRem(false);
  const cpu = lab.cpuView === 'million' ? cpuPerMillion : cpuShare;
  const memory = lab.memoryView === 'all' ? memoryOfAll : memoryOfEach;
  const latency = latencies[lab.percentile];
  const curves = useMemo(
    () => ({
      cpu: seriesOf(runs, cpu),
      memory: seriesOf(runs, memory),
      latency: seriesOf(runs, latency),
      bytes: seriesOf(runs, bytesPerTick),
    }),
    [runs, cpu, memory, latency],
  );

  return (
    <section aria-label="Growth" className="flex flex-col gap-2">
      <div className="grid grid-cols-1 gap-2 md:grid-cols-2">
        <ChartCard
          title="CPU"
          unit={lab.cpuView === 'million' ? 's per million deliveries' : 'of one core'}
          controls={
            <>
              <Choice
                label="View of CPU"
                value={lab.cpuView}
                options={{ million: 'per million', share: 'share' }}
                onChange={(cpuView) => change({ cpuView })}
              />
              <Choice
                label="Scale of CPU"
                value={lab.cpuScale}
                options={scales}
                onChange={(cpuScale) => change({ cpuScale })}
              />
            </>
          }
        >
          <GrowthChart
            series={curves.cpu}
            format={lab.cpuView === 'million' ? formatSeconds : formatShare}
            scale={lab.cpuScale}
            rem={rem}
          />
        </ChartCard>
        <ChartCard
          title="Memory"
          unit={lab.memoryView === 'all' ? 'of the server' : 'for each client'}
          controls={
            <>
              <Choice
                label="View of memory"
                value={lab.memoryView}
                options={{ all: 'server', each: 'per client' }}
                onChange={(memoryView) => change({ memoryView })}
              />
              <Choice
                label="Scale of memory"
                value={lab.memoryScale}
                options={scales}
                onChange={(memoryScale) => change({ memoryScale })}
              />
            </>
          }
        >
          <GrowthChart series={curves.memory} format={formatBytes} scale={lab.memoryScale} rem={rem} />
        </ChartCard>
        <ChartCard
          title="Latency"
          unit=""
          controls={
            <>
              <Choice
                label="Percentile of latency"
                value={lab.percentile}
                options={{ p50: 'p50', p99: 'p99', max: 'max' }}
                onChange={(percentile) => change({ percentile })}
              />
              <Choice
                label="Scale of latency"
                value={lab.latencyScale}
                options={scales}
                onChange={(latencyScale) => change({ latencyScale })}
              />
            </>
          }
        >
          <GrowthChart series={curves.latency} format={formatMs} scale={lab.latencyScale} rem={rem} />
        </ChartCard>
        <ChartCard
          title="Bytes"
          unit="per delivered tick, both ways"
          controls={
            <Choice
              label="Scale of bytes"
              value={lab.bytesScale}
              options={scales}
              onChange={(bytesScale) => change({ bytesScale })}
            />
          }
        >
          <GrowthChart series={curves.bytes} format={formatBytes} scale={lab.bytesScale} rem={rem} />
        </ChartCard>
      </div>
      <Knees
        curves={[
          ['CPU', curves.cpu],
          ['Memory', curves.memory],
          [`Latency ${lab.percentile}`, curves.latency],
          ['Bytes per tick', curves.bytes],
        ]}
      />
    </section>
  );
});
