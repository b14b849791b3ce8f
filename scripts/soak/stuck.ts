import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Command, Report } from '@/lib/channel/control-messages';
import { formatBytes, formatCount, formatCountOf } from '@/lib/figures/format';
import { techniques } from '@/lib/techniques';
import { ProbedServer } from '../crowd/server';
import type { Row } from './row';

const MB = 1e6;

/** What the clients may cost the server together while they are there, and what may be left of it, bytes. */
const MOST = 100 * MB;
const MOST_LEFT = 10 * MB;

/** So much history is there to be asked for: 6 MB with the settings below. */
const HISTORY_SECONDS = 3;
const HEAVY = { seed: 1, rate: 200, burst: 1, symbols: 4, padding: 10_000 };

/**
 * Who is owed something and takes nothing is dropped within 5 to 10 s. Polls of an address wait until earlier ones are over,
 * so their turn to be dropped comes one after the other. So long it is waited for, ms.
 */
const PATIENCE_MS = 180_000;

/** More answers than the system takes for a client that does not read. */
const POLLS = 8;

/** Clients that ask for everything there is and then read nothing: they are dropped, and their memory is free again. */
export async function stuckClients(count: number): Promise<Row> {
  const server = new ProbedServer({ HISTORY_SECONDS: String(HISTORY_SECONDS) });
  const clients: Socket[] = [];
  try {
    const { port } = new URL(await server.ready());
    const control = new WebSocket(`ws://127.0.0.1:${port}/api/control`);
    const market = await openMarket(control);
    await new Promise((resolve) => setTimeout(resolve, HISTORY_SECONDS * 1000));
    const before = await server.collected();
    const since = server.health.length;
    for (let i = 0; i < count; i++) clients.push(neverRead(Number(port), market, i));
    const there = await server.until(
      ({ connections }) => connections >= before.connections + count,
      PATIENCE_MS,
    );
    const start = performance.now();
    const gone = await server.until(({ connections }) => connections <= before.connections, PATIENCE_MS);
    const seconds = (performance.now() - start) / 1000;
    const after = await server.collected();
    control.terminate();
    const most = Math.max(...server.health.slice(since).map(({ used }) => used)) - before.used;
    const left = after.used - before.used;
    const dropped = count - (after.connections - before.connections);
    return {
      name: `${formatCountOf(count, 'client')} that read nothing, ${HEAVY.rate} ticks/s of 10 kB`,
      figures: {
        dropped: formatCount(dropped),
        'the last of them after': `${seconds.toFixed(0)} s`,
        'memory in use before': formatBytes(before.used),
        'more than that, at most': formatBytes(Math.max(0, most)),
        'more than that, afterwards': formatBytes(Math.max(0, left)),
      },
      conditions: [
        { what: 'all of them were connected', held: there !== null },
        { what: 'all of them were dropped', held: gone !== null },
        { what: `they cost at most ${formatBytes(MOST)} together`, held: most <= MOST },
        { what: `at most ${formatBytes(MOST_LEFT)} of it is left`, held: left <= MOST_LEFT },
      ],
    };
  } finally {
    for (const client of clients) client.destroy();
    await server.stop();
  }
}

/** @returns the public name of a market of its own, which lasts as long as the channel */
async function openMarket(control: WebSocket): Promise<string> {
  await once(control, 'open');
  control.send(JSON.stringify({ type: 'open', settings: HEAVY } satisfies Command));
  for (;;) {
    const [data] = await once(control, 'message');
    const report: Report = JSON.parse(String(data));
    if (report.type === 'market') return report.market;
    if (report.type === 'error') throw new Error(report.error.message);
  }
}

function neverRead(port: number, market: string, index: number): Socket {
  const { path, traits } = techniques[index % techniques.length] ?? techniques[0];
  const head = [`GET /api/markets/${market}/${path}?since=0 HTTP/1.1`, 'Host: localhost'];
  if (traits.framing === 'websocket')
    head.push(
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    );
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => {});
  socket.write(`${head.join('\r\n')}\r\n\r\n`.repeat(traits.asks === 'once' ? 1 : POLLS));
  return socket;
}
