'use client';

import dynamic from 'next/dynamic';
import { memo, useMemo } from 'react';
import { Choice } from '@/components/ui/choice';
import { formatBytes, formatCount, formatMoney, formatMs } from '@/lib/figures/format';
import type { ChartData, ChartPoint, LaneSnapshot } from '@/lib/run/snapshot';
import type { Scenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import { ChartCard } from './chart-card';
import { scales, useRem } from './chart-style';
import { useInTurn } from './use-in-turn';

// What draws the charts is most of the page's script: it comes when it is wanted.
const TimeChart = dynamic(() => import('./time-chart').then((module) => module.TimeChart), { ssr: false });
const DistributionChart = dynamic(
  () => import('./distribution-chart').then((module) => module.DistributionChart),
  { ssr: false },
);
const BytesSplitChart = dynamic(
  () => import('./bytes-split-chart').then((module) => module.BytesSplitChart),
  { ssr: false },
);

const percentiles: Record<Scenario['percentile'], (point: ChartPoint) => number | null> = {
  p50: ({ p50 }) => p50,
  p99: ({ p99 }) => p99,
  max: ({ max }) => max,
};
const requestsOf = ({ requests }: ChartPoint) => requests;
const costOf = ({ cost }: ChartPoint) => cost;
const bytesOf = ({ bytes }: ChartPoint) => bytes;

/** The charts of a run, each with its own scale; those over time share axis and cursor. */
export const Charts = memo(function Charts(props: {
  scenario: Scenario;
  charts: ChartData;
  /** Whether they are drawn already; until then their places are kept for them. */
  drawn: boolean;
  /** Ids of the techniques that are drawn, with commas between. */
  shown: string;
  /** The lanes, where the split of their bytes is drawn. */
  lanes: LaneSnapshot[] | undefined;
  change: (settings: Partial<Scenario>) => void;
}) {
  const { scenario, drawn, lanes, change } = props;
  const [latency, distribution, requests, bytes, cost] = useInTurn(props.charts, 5);
  const rem = useRem(scenario.present);
  const shown = useMemo(
    () => techniqueIds.filter((id) => props.shown.split(',').includes(id)),
    [props.shown],
  );
  const time = (charts = props.charts) => ({
    rows: charts.rows,
    interruptions: charts.interruptions,
    faults: charts.faults,
    shown,
    rem,
  });

  return (
    <section aria-label="Charts" className="grid grid-cols-1 gap-2 md:grid-cols-2 xl:grid-cols-4">
      <ChartCard
        title="Latency"
        unit=""
        controls={
          <>
            <Choice
              label="Percentile of latency"
              value={scenario.percentile}
              options={{ p50: 'p50', p99: 'p99', max: 'max' }}
              onChange={(percentile) => change({ percentile })}
            />
            <Choice
              label="Scale of latency"
              value={scenario.latencyScale}
              options={scales}
              onChange={(latencyScale) => change({ latencyScale })}
            />
          </>
        }
      >
        {drawn && (
          <TimeChart
            {...time(latency)}
            value={percentiles[scenario.percentile]}
            format={formatMs}
            scale={scenario.latencyScale}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Distribution"
        unit="share of ticks"
        controls={
          <Choice
            label="Scale of the distribution"
            value={scenario.distributionScale}
            options={scales}
            onChange={(distributionScale) => change({ distributionScale })}
          />
        }
      >
        {drawn && (
          <DistributionChart
            distribution={(distribution ?? props.charts).distribution}
            shown={shown}
            rem={rem}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Requests"
        unit="since the start"
        controls={
          <Choice
            label="Scale of requests"
            value={scenario.requestsScale}
            options={scales}
            onChange={(requestsScale) => change({ requestsScale })}
          />
        }
      >
        {drawn && (
          <TimeChart
            {...time(requests)}
            value={requestsOf}
            format={formatCount}
            whole
            scale={scenario.requestsScale}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Bytes"
        unit={scenario.bytesView === 'time' ? 'since the start' : 'payload | overhead'}
        controls={
          <>
            <Choice
              label="View of bytes"
              value={scenario.bytesView}
              options={{ time: 'time', split: 'split' }}
              onChange={(bytesView) => change({ bytesView })}
            />
            {scenario.bytesView === 'time' && (
              <Choice
                label="Scale of bytes"
                value={scenario.bytesScale}
                options={scales}
                onChange={(bytesScale) => change({ bytesScale })}
              />
            )}
          </>
        }
      >
        {drawn && scenario.bytesView === 'time' && (
          <TimeChart {...time(bytes)} value={bytesOf} format={formatBytes} scale={scenario.bytesScale} />
        )}
        {drawn && scenario.bytesView === 'split' && <BytesSplitChart lanes={lanes ?? []} rem={rem} />}
      </ChartCard>
      {scenario.trader && (
        <ChartCard title="Cost of staleness" unit="since the start">
          {drawn && <TimeChart {...time(cost)} value={costOf} format={formatMoney} scale="linear" />}
        </ChartCard>
      )}
    </section>
  );
});
