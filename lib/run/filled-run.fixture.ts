import { WireReader } from '@/lib/capture/message';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import { lanesOf, snapshotOf } from './publishing';
import { Run } from './run';

export const scenario = { ...defaultScenario, techniques: techniqueIds.slice(0, 2) };
export const [first, second] = scenario.techniques;
export const origin = { link: 'http://localhost/?rate=5', version: '1.2.3', userAgent: 'Browser/1' };
/** What a server may have counted of a technique. */
export const counted = {
  requests: 2,
  empty: 0,
  connections: 1,
  messages: 2,
  payload: 100,
  up: 200,
  down: 300,
  handshakesUp: 0,
  handshakesDown: 0,
};

/**
 * A run of which the first two lanes have received ticks, and two have been counted. No lane is connected.
 *
 * @param moments ms that its first ones have lasted
 */
export function filled(moments = 0) {
  const at = epochNow();
  const run = new Run(
    {
      type: 'market',
      secret: 'x'.repeat(32),
      market: 'abc',
      settings: { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 },
      link: idealLink,
      capture: false,
      state: { seq: 10, at, schedule: null },
      restored: false,
    },
    {
      market: 'http://localhost/api/markets/abc',
      scenario: () => scenario,
      clockOffset: () => 0,
      interrupted: () => false,
      calmFrom: () => (moments > 0 ? at + moments : 0),
      ticked: () => {},
      wireReader: async () => new WireReader(),
      traded: () => {},
    },
  );
  const receive = (id: string | undefined, seq: number) =>
    [...run.lanes.values()]
      .find(({ technique }) => technique.id === id)
      ?.measured.receive(JSON.stringify({ seq, symbol: 'KITE', price: seq, at: epochNow() - 20 }));
  receive(first, 11);
  receive(first, 12);
  receive(second, 11);
  const state = { seq: 12, at: epochNow(), schedule: null };
  run.count(state, { [first ?? '']: counted, [second ?? '']: { ...counted, requests: 1 } });
  run.record(0, false);
  return run;
}

export function snapshot(run: Run | null = filled()) {
  return snapshotOf(run, {
    status: { kind: run?.status ?? 'connecting' },
    clock: { offset: 0, uncertainty: 0.5, samples: 3 },
    noiseFloor: 0.25,
    interruptions: [],
    scenario,
    complaint: null,
    findings: [],
  });
}

/** A run that was `filled`, and goes on at another rate. */
export function changed() {
  const run = filled();
  const faster = { ...scenario, rate: 20 };
  run.change(faster, () => lanesOf(run, scenario, null));
  run.settle();
  return { run, faster };
}
