import { spawnSync } from 'node:child_process';
import { parseMessage } from '@/lib/connection/message';
import { formatBytes, formatCount, formatCountOf, formatMs } from '@/lib/figures/format';
import { defaultLoad } from '@/lib/load/settings';
import { techniques } from '@/lib/techniques';
import { serverClock } from '@/server/load/clock';
import { Crowd } from '@/server/load/crowd';
import { techniqueProtocols } from '@/server/load/technique-protocols';
import { loadTargetOf } from '@/server/load/technique-target';
import { ProbedServer } from '../crowd/server';
import type { Row } from './row';

/** The market that is always there, and its ticks a second. */
const MARKET = 'demo';
const RATE = 2;

/** Beside those of the clients, a process has some more files open. */
const OTHERS = 50;

const PATIENCE_MS = 60_000;

/** Many connections at once, of all techniques: each has every tick. */
export async function manyConnections(count: number, seconds: number): Promise<Row> {
  const name = `${formatCountOf(count, 'connection')} for ${seconds} s`;
  const limit = descriptorLimit();
  if (limit < count + OTHERS) {
    const what = `needs ${count + OTHERS} open files, and this system allows a process ${limit} (ulimit -n)`;
    return { name, figures: {}, conditions: [{ what, held: false }] };
  }
  const server = new ProbedServer({ MAX_CONNECTIONS_PER_ADDRESS: String(count + OTHERS) });
  try {
    const { port } = new URL(await server.ready());
    const crowds = techniques.map(({ id }, index) => {
      const speak = techniqueProtocols.get(id);
      if (!speak) throw new Error(`${id} has no client`);
      const size = Math.floor((count + index) / techniques.length);
      const load = { ...defaultLoad, technique: id, clients: size, rate: RATE };
      return { size, crowd: new Crowd(loadTargetOf(load, Number(port), MARKET), speak, size, serverClock()) };
    });
    for (const { crowd } of crowds) await crowd.connect(PATIENCE_MS);
    // From the next tick but one on, which nobody has yet.
    const from = (await newest(Number(port))) + 1;
    const ticks = Math.ceil(seconds * RATE);
    for (const { crowd } of crowds) {
      crowd.count({ from, to: from + ticks });
      crowd.begin();
    }
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const found = await Promise.all(crowds.map(({ crowd }) => crowd.finish(PATIENCE_MS)));
    const sum = (read: (one: (typeof found)[number]) => number) =>
      found.reduce((all, one) => all + read(one), 0);
    const most = Math.max(...server.health.map(({ connections }) => connections));
    const delivered = sum((one) => one.delivered);
    const wrong = sum((one) => one.doubled + one.outOfOrder);
    const failed = sum((one) => one.failed);
    return {
      name,
      figures: {
        'connections, most at once': formatCount(most),
        'ticks received': `${formatCount(delivered)} of ${formatCount(count * ticks)}`,
        'doubled or out of order': formatCount(wrong),
        'connections lost': formatCount(failed),
        'latest tick': formatMs(Math.max(...found.map(({ latency }) => latency?.max ?? 0))),
        'resident memory of the server, most': formatBytes(Math.max(...server.health.map(({ rss }) => rss))),
      },
      conditions: [
        { what: 'all were there at once', held: most >= count },
        { what: 'each has every tick, once and in order', held: delivered === count * ticks && wrong === 0 },
        { what: 'none was lost', held: failed === 0 },
      ],
    };
  } finally {
    await server.stop();
  }
}

async function newest(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/markets/${MARKET}/long-poll?since=0`);
  return parseMessage(await response.text()).ticks.at(-1)?.seq ?? 0;
}

function descriptorLimit(): number {
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' });
  return Number(stdout) || Number.POSITIVE_INFINITY;
}
