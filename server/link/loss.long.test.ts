import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { startTestServer, type TestServer } from '../testing/server';

const CONNECTIONS = 10;
const SECONDS = 60;

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

/** How late the ticks come that WebSockets bring through a link that loses so much, sorted, ms. */
async function latenciesAt(loss: number): Promise<number[]> {
  const market = server.markets.create({ seed: 7, rate: 50, burst: 1, symbols: 4, padding: 0 });
  market.link.change({ ...idealLink, rtt: 40, stalls: loss });
  const latencies: number[] = [];
  const sockets = Array.from({ length: CONNECTIONS }, () => {
    const socket = new WebSocket(
      `${server.origin.replace('http', 'ws')}/api/markets/${market.id}/ws?since=0`,
    );
    const openedAt = epochNow();
    socket.on('message', (data) => {
      const now = epochNow();
      // What was made before it was open is no figure of the link's.
      for (const [, at] of String(data).matchAll(/"at":([\d.]+)/g))
        if (Number(at) > openedAt + 5000) latencies.push(now - Number(at));
    });
    return socket;
  });
  await sleep((SECONDS + 5) * 1000);
  for (const socket of sockets) socket.terminate();
  return latencies.sort((a, b) => a - b);
}

const percentile = (sorted: readonly number[], percent: number) =>
  sorted[Math.floor((sorted.length * percent) / 100)] ?? 0;

test('WebSockets through a link that loses 5 % are as late as through a real network that does', async (t) => {
  const [none, five, fifteen] = await Promise.all([latenciesAt(0), latenciesAt(5), latenciesAt(15)]);
  for (const [loss, found] of [
    [0, none],
    [5, five],
    [15, fifteen],
  ] as const) {
    const figures = [50, 75, 90, 95, 99].map(
      (percent) => `p${percent} ${percentile(found, percent).toFixed(1)}`,
    );
    t.diagnostic(`${loss} % loss, ${found.length} ticks: ${figures.join(', ')} ms`);
  }
  const busy = percentile(none, 90);
  if (busy > 25) {
    t.skip(
      `this machine has too much to do: without loss, 1 in 10 took more than ${busy.toFixed(0)} ms for 20`,
    );
    return;
  }
  // Two runs through the kernel's TCP, see docs/measuring.md: the second on a machine that had more to do.
  for (const [percent, least, most] of [
    [50, 20.4, 21.8],
    [90, 62.1, 80.6],
  ] as const) {
    const found = percentile(five, percent);
    assert.ok(found >= 0.8 * least && found <= 1.2 * most, `p${percent}: ${found}`);
  }
});
