import { WireReader } from '@/lib/capture/message';
import { changed, filled, first, scenario, snapshot } from '@/lib/run/filled-run.fixture';
import type { RunReport } from '@/lib/run/messages';
import { chartsOf, pricesOf } from '@/lib/run/publishing';
import type { Snapshot, WireReport } from '@/lib/run/snapshot';
import { type RecordedRun, recordedWire } from './recorded-run';

/** When it was recorded, ms since 1970, and how far the server's clock was ahead then, ms. */
export const THEN = Date.UTC(2026, 2, 4, 5, 6, 7);
export const AHEAD = 1000;

export const made = { date: new Date(THEN).toISOString(), machine: 'Chromium 1, Linux x64, 2 cores' };

/** A request that crossed 30 ms after the run had begun. */
export const wire: WireReport = {
  market: 'abc',
  messages: [
    new WireReader().read({
      id: 1,
      connection: 1,
      technique: first ?? 'sse',
      way: 'up',
      upgraded: false,
      skipped: 0,
      bytes: 37,
      data: Buffer.from('GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n').toString('base64'),
      sentAt: THEN + AHEAD + 30,
      arrivedAt: THEN + AHEAD + 30,
    }),
  ],
  deliveries: [],
  faults: [],
  leftOut: 0,
  counted: {},
  clockOffset: AHEAD,
  startedAt: THEN + AHEAD,
};

/** Running, then finished with another segment, whose lanes differ by what is not known: in all reports of an engine. */
export function reports(): RunReport[] {
  const run = filled();
  const running: Snapshot = { ...snapshot(run), status: { kind: 'running' } };
  const after = snapshot(changed().run);
  const [lane, ...others] = after.lanes;
  if (!lane) throw new Error('there is no lane');
  const unknown = { low: -Infinity, high: Infinity };
  const latency = { ...lane.figures.latency, p50Range: unknown };
  const finished: Snapshot = {
    ...after,
    status: { kind: 'finished' },
    lanes: [{ ...lane, figures: { ...lane.figures, latency } }, ...others],
  };
  return [
    { type: 'snapshot', snapshot: running },
    { type: 'prices', prices: pricesOf(run, 'KITE', true) },
    { type: 'charts', charts: chartsOf(run, { window: 'minute', wire: true }, []) },
    { type: 'snapshot', snapshot: finished },
    { type: 'snapshot', snapshot: finished },
  ];
}

/** What is reported comes every 20 ms, what crosses in between. */
export function recordedRun(): RecordedRun {
  const told = reports().map((report, index) => ({ at: index * 20, report }));
  return {
    made,
    scenario: { ...scenario, length: 5 },
    startedAt: THEN,
    entries: [...told, { at: 35, wire: recordedWire(wire) }].sort((a, b) => a.at - b.at),
  };
}
