import type { Chart, Curves } from '@/lib/figures/chart';
import type { Scenario } from '@/lib/scenario/scenario';
import type { View } from '@/lib/scenario/view';
import type { ChartPoint } from './snapshot';

/** What a chart of a run draws: curves over time, how the latencies are spread, or the bytes that one price takes. */
export type RunDrawing =
  | ({
      kind: 'time';
      /** Whether the curve is interrupted there. The same function as long as the figure is the same. */
      isGap(point: ChartPoint): boolean;
    } & Curves<ChartPoint>)
  | { kind: 'spread' }
  | { kind: 'price' };

export interface RunChart extends Chart<View, RunDrawing> {
  /** Whether there is something to draw; always, where it does not say. */
  isShown?(scenario: Scenario): boolean;
}

const percentiles: Readonly<Record<View['percentile'], (point: ChartPoint) => number | null>> = {
  p50: ({ p50 }) => p50,
  p99: ({ p99 }) => p99,
};
const isWithoutPrices = ({ gap }: ChartPoint) => gap !== null;
const isUnknown = ({ gap }: ChartPoint) => gap === 'all';
const requestsOf = ({ requests }: ChartPoint) => requests;
const bytesOf = ({ bytes }: ChartPoint) => bytes;
const costOf = ({ cost }: ChartPoint) => cost;

/** The charts of a run, in their order on the page. The title of each is the question that it answers. */
export const runCharts: readonly RunChart[] = [
  {
    id: 'latency',
    title: 'How late is a price?',
    caption: ({ percentile }) => (percentile === 'p50' ? 'typical latency (p50)' : 'slowest 1 in 100 (p99)'),
    choices: () => [
      {
        setting: 'percentile',
        label: 'Which latency',
        options: { p50: 'typical', p99: 'slowest 1 %' },
      },
    ],
    drawing: ({ percentile }) => ({
      kind: 'time',
      value: percentiles[percentile],
      isGap: isWithoutPrices,
      unit: 'ms',
      scale: 'log',
    }),
  },
  {
    id: 'spread',
    title: 'How is lateness spread?',
    caption: () => 'share of prices · typical · slowest 1 %',
    choices: () => [],
    drawing: () => ({ kind: 'spread' }),
  },
  {
    id: 'price',
    title: 'What does one price cost?',
    caption: () => 'bytes on the wire, both ways',
    choices: () => [],
    drawing: () => ({ kind: 'price' }),
  },
  {
    id: 'bytes',
    title: 'How many bytes?',
    caption: () => 'both ways, since the start',
    choices: () => [],
    drawing: () => ({ kind: 'time', value: bytesOf, isGap: isUnknown, unit: 'B', scale: 'linear' }),
  },
  {
    id: 'requests',
    title: 'How many requests?',
    caption: () => 'since the start',
    choices: () => [],
    drawing: () => ({ kind: 'time', value: requestsOf, isGap: isUnknown, unit: 'count', scale: 'linear' }),
  },
  {
    id: 'cost',
    title: 'What does an old price cost?',
    caption: () => 'money lost by the automatic trader, since the start',
    choices: () => [],
    isShown: ({ trader }) => trader,
    drawing: () => ({ kind: 'time', value: costOf, isGap: isUnknown, unit: 'money', scale: 'linear' }),
  },
];
