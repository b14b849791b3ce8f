// A process with so many pages: `pages.ts <origin> <count> <seconds> <rate>`. Reports what each lane has to its parent.
import { WireReader } from '@/lib/capture/message';
import '@/server/testing/browser-globals';
import { idealLink } from '@/lib/link/settings';
import { Engine } from '@/lib/run/engine';
import type { Snapshot } from '@/lib/run/snapshot';
import { defaultScenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { techniqueIds } from '@/lib/techniques';

/** What one lane has measured. Times in ms. */
export interface LaneResult {
  technique: string;
  lanes: number;
  ticks: number;
  expected: number;
  lost: number;
  disorder: number;
  reconnects: number;
  /** The longest time without the newest price. */
  late: number;
}

/** Pages do not all open in the same moment. */
const APART_MS = 10;

const [origin = '', count, seconds, rate] = process.argv.slice(2);
const scenario = {
  ...defaultScenario,
  ...idealLink,
  techniques: [...techniqueIds],
  rate: Number(rate),
  length: Number(seconds),
};

async function page(index: number): Promise<Snapshot> {
  await new Promise((resolve) => setTimeout(resolve, index * APART_MS));
  return new Promise((resolve) => {
    new Engine(origin, { ...scenario, seed: index + 1 }, defaultView, {
      snapshot: (snapshot) => snapshot.status.kind === 'finished' && resolve(snapshot),
      charts: () => {},
      prices: () => {},
      wire: () => {},
      wireReader: async () => new WireReader(),
    });
  });
}

void Promise.all(Array.from({ length: Number(count) }, (_, index) => page(index))).then((snapshots) => {
  const results = snapshots.flatMap(({ lanes, seq }) =>
    lanes.map(
      ({ id, figures }): LaneResult => ({
        technique: id,
        lanes: 1,
        ticks: figures.order.received,
        expected: seq,
        lost: figures.order.lost + figures.order.missed,
        disorder: figures.order.doubled + figures.order.outOfOrder,
        reconnects: figures.reconnects,
        late: figures.staleness.longest,
      }),
    ),
  );
  process.send?.(results, () => process.exit(0));
});
