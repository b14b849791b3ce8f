import { formatCount } from '@/lib/figures/format';
import { defaultScenario } from '@/lib/scenario/scenario';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { connect } from '@/lib/techniques/clients';
import type { Counts } from './answers';
import { operatorExperiment, type RunVerdict } from './operator-experiment';
import type { Run } from './run';

/** How long nothing but heartbeats and empty answers is counted, ms. */
const WATCHED_MS = 20_000;

/** Before that all connections are opened, ms. */
const OPENING_MS = 2000;

/** Polls are so far apart; a long poll is held so long, s. */
const INTERVAL = 1;
const TIMEOUT = 10;

/** What a technique has cost while there was nothing to say. */
export interface Idle {
  name: string;
  requests: number;
  up: number;
  down: number;
  /** Of what was counted, ms. */
  counted: number;
}

/** All techniques on a market without prices, each with its own client and its own heartbeats. */
export const idleBytes = operatorExperiment<readonly Idle[]>({
  id: 'idle-bytes',
  seconds: (OPENING_MS + WATCHED_MS) / 1000,
  market: { rate: 0, symbols: 1 },

  async measure(run, show) {
    for (const { id } of techniques) keepConnected(run, id);
    await run.sleep(OPENING_MS);
    const before = await run.counts();
    const began = performance.now();
    let idle: Idle[] = [];
    do {
      await run.sleep(1000);
      const after = await run.counts();
      const counted = performance.now() - began;
      idle = techniques.map(({ id, name }) => ({ name, ...difference(before[id], after[id]), counted }));
      show(idle);
    } while (performance.now() - began < WATCHED_MS);
    return idle;
  },

  table: (lanes) => ({
    columns: ['Requests', 'Bytes up', 'Bytes down', 'A minute, calculated'],
    rows: lanes.map((lane) => ({
      name: lane.name,
      cells: [...[lane.requests, lane.up, lane.down].map(formatCount), `${formatCount(aMinute(lane))} B`],
    })),
  }),

  verdict: idleBytesVerdict,
});

/** Lets a client half of a technique wait for prices until the run is over. */
function keepConnected(run: Run, id: TechniqueId): void {
  const path = techniques.find((technique) => technique.id === id)?.path ?? '';
  connect(id, {
    address: (query) =>
      `${run.technique(path)}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]))}`,
    cursor: () => 0,
    settings: { ...defaultScenario, interval: INTERVAL, timeout: TIMEOUT },
    opened: () => {},
    interrupted: () => {},
    receive: () => {},
    sleep: (ms) => run.sleep(ms),
    signal: run.signal,
    trades: { carry: () => {}, filled: () => {} },
  }).catch(() => {
    // Its figures say that it was lost.
  });
}

function difference(
  before: Counts[string] | undefined,
  after: Counts[string] | undefined,
): Pick<Idle, 'requests' | 'up' | 'down'> {
  const of = (key: 'requests' | 'up' | 'down') => (after?.[key] ?? 0) - (before?.[key] ?? 0);
  return { requests: of('requests'), up: of('up'), down: of('down') };
}

function aMinute({ up, down, counted }: Idle): number {
  return ((up + down) * 60_000) / counted;
}

/** A stream costs less to keep open than polling does. */
export function idleBytesVerdict(lanes: readonly Idle[]): RunVerdict {
  const byCost = [...lanes].sort((a, b) => a.up + a.down - (b.up + b.down));
  const [cheapest] = byCost;
  const dearest = byCost.at(-1);
  if (!cheapest || !dearest || cheapest.up + cheapest.down === 0)
    return { kind: 'cannot tell', words: 'Not every technique was connected.' };
  const seconds = formatCount(dearest.counted / 1000);
  const figures = byCost.map((lane) => `${lane.name} ${formatCount(lane.up + lane.down)} B`).join(', ');
  const words = `In ${seconds} s without a price: ${figures}. Calculated for a minute: ${formatCount(aMinute(cheapest))} B to ${formatCount(aMinute(dearest))} B. Nothing is free, and ${dearest.name} cost most.`;
  return { kind: dearest.name === 'Short polling' ? 'so' : 'not so', words };
}
