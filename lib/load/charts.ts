import { type Chart, type Curves, scaleNames } from '@/lib/figures/chart';
import { cpuShare } from './figures';
import type { LabView } from './lab-view';
import type { LoadResult } from './result';

/** A chart of how a figure grows with the number of clients. */
export interface GrowthChart extends Chart<LabView, Curves<LoadResult>> {
  /** The figure's name, where a sentence is about it. */
  figure(view: LabView): string;
}

const cpuPerMillion = ({ server }: LoadResult) => server.cpuPerMillion;
const memoryOfAll = ({ server }: LoadResult) => server.memoryConnected;
const memoryOfEach = ({ server }: LoadResult) => server.memoryPerConnection;
const bytesPerTick = (result: LoadResult) => result.bytesPerTick;
const latencies: Readonly<Record<LabView['percentile'], (result: LoadResult) => number | null>> = {
  p50: ({ latency }) => latency?.p50 ?? null,
  p99: ({ latency }) => latency?.p99 ?? null,
  max: ({ latency }) => latency?.max ?? null,
};

/** The charts of the load lab, in their order on the page. */
export const growthCharts: readonly GrowthChart[] = [
  {
    id: 'cpu',
    title: 'CPU',
    figure: () => 'CPU',
    caption: ({ cpuView }) => (cpuView === 'million' ? 's per million deliveries' : 'of one core'),
    choices: () => [
      { setting: 'cpuView', label: 'View of CPU', options: { million: 'per million', share: 'share' } },
      { setting: 'cpuScale', label: 'Scale of CPU', options: scaleNames },
    ],
    drawing: ({ cpuView, cpuScale }) =>
      cpuView === 'million'
        ? { value: cpuPerMillion, unit: 's', scale: cpuScale }
        : { value: cpuShare, unit: 'share', scale: cpuScale },
  },
  {
    id: 'memory',
    title: 'Memory',
    figure: () => 'Memory',
    caption: ({ memoryView }) => (memoryView === 'all' ? 'of the server' : 'for each client'),
    choices: () => [
      { setting: 'memoryView', label: 'View of memory', options: { all: 'server', each: 'per client' } },
      { setting: 'memoryScale', label: 'Scale of memory', options: scaleNames },
    ],
    drawing: ({ memoryView, memoryScale }) => ({
      value: memoryView === 'all' ? memoryOfAll : memoryOfEach,
      unit: 'B',
      scale: memoryScale,
    }),
  },
  {
    id: 'latency',
    title: 'Latency',
    figure: ({ percentile }) => `Latency ${percentile}`,
    caption: () => '',
    choices: () => [
      {
        setting: 'percentile',
        label: 'Percentile of latency',
        options: { p50: 'p50', p99: 'p99', max: 'max' },
      },
      { setting: 'latencyScale', label: 'Scale of latency', options: scaleNames },
    ],
    drawing: ({ percentile, latencyScale }) => ({
      value: latencies[percentile],
      unit: 'ms',
      scale: latencyScale,
    }),
  },
  {
    id: 'bytes',
    title: 'Bytes',
    figure: () => 'Bytes per tick',
    caption: () => 'per delivered tick, both ways',
    choices: () => [{ setting: 'bytesScale', label: 'Scale of bytes', options: scaleNames }],
    drawing: ({ bytesScale }) => ({ value: bytesPerTick, unit: 'B', scale: bytesScale }),
  },
];
