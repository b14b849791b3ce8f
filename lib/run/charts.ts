import { type Chart, type Curves, scaleNames } from '@/lib/figures/chart';
import type { Scenario } from '@/lib/scenario/scenario';
import type { View } from '@/lib/scenario/view';
import type { ChartPoint } from './snapshot';

/** What a chart of a run draws: curves over time, or the latencies' distribution, or the bytes' two parts. */
export type RunDrawing =
  | ({
      kind: 'time';
      /** Whether the curve is interrupted there. The same function as long as the figure is the same. */
      isGap(point: ChartPoint): boolean;
    } & Curves<ChartPoint>)
  | { kind: 'distribution' }
  | { kind: 'bytes-split' };

export interface RunChart extends Chart<View, RunDrawing> {
  /** Whether there is something to draw; always, where it does not say. */
  isShown?(scenario: Scenario): boolean;
}

const percentiles: Readonly<Record<View['percentile'], (point: ChartPoint) => number | null>> = {
  p50: ({ p50 }) => p50,
  p99: ({ p99 }) => p99,
  max: ({ max }) => max,
};
const isWithoutPrices = ({ gap }: ChartPoint) => gap !== null;
const isUnknown = ({ gap }: ChartPoint) => gap === 'all';
const requestsOf = ({ requests }: ChartPoint) => requests;
const bytesOf = ({ bytes }: ChartPoint) => bytes;
const costOf = ({ cost }: ChartPoint) => cost;

/** The charts of a run, in their order on the page. */
export const runCharts: readonly RunChart[] = [
  {
    id: 'latency',
    title: 'Latency',
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
      kind: 'time',
      value: percentiles[percentile],
      isGap: isWithoutPrices,
      unit: 'ms',
      scale: latencyScale,
    }),
  },
  {
    id: 'distribution',
    title: 'Distribution',
    caption: () => 'share of ticks',
    choices: () => [
      { setting: 'distributionScale', label: 'Scale of the distribution', options: scaleNames },
    ],
    // Its scale is in the bins, which the engine makes.
    drawing: () => ({ kind: 'distribution' }),
  },
  {
    id: 'requests',
    title: 'Requests',
    caption: () => 'since the start',
    choices: () => [{ setting: 'requestsScale', label: 'Scale of requests', options: scaleNames }],
    drawing: ({ requestsScale }) => ({
      kind: 'time',
      value: requestsOf,
      isGap: isUnknown,
      unit: 'count',
      scale: requestsScale,
    }),
  },
  {
    id: 'bytes',
    title: 'Bytes',
    caption: ({ bytesView }) => (bytesView === 'time' ? 'since the start' : 'payload | overhead'),
    choices: ({ bytesView }) => [
      { setting: 'bytesView', label: 'View of bytes', options: { time: 'time', split: 'split' } },
      ...(bytesView === 'time'
        ? [{ setting: 'bytesScale', label: 'Scale of bytes', options: scaleNames } as const]
        : []),
    ],
    drawing: ({ bytesView, bytesScale }) =>
      bytesView === 'time'
        ? { kind: 'time', value: bytesOf, isGap: isUnknown, unit: 'B', scale: bytesScale }
        : { kind: 'bytes-split' },
  },
  {
    id: 'cost',
    title: 'Cost of staleness',
    caption: () => 'since the start',
    choices: () => [],
    isShown: ({ trader }) => trader,
    drawing: () => ({ kind: 'time', value: costOf, isGap: isUnknown, unit: 'money', scale: 'linear' }),
  },
];
