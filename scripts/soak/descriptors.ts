import { formatCount, formatCountOf } from '@/lib/figures/format';
import { RawClient } from '@/server/testing/server';
import { ProbedServer } from '../crowd/server';
import type { Row } from './row';

/** So many files the server may have open, and so many clients come. */
const FILES = 200;
const CLIENTS = 300;

/** What is to happen, has to happen within, ms. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 200;

/** More clients than there are open files: the server turns them away, says so in its log, and serves again afterwards. */
export async function exhaustedDescriptors(): Promise<Row> {
  const server = new ProbedServer({}, FILES);
  try {
    return await server.alive(exhaust(server, Number(new URL(await server.ready()).port)));
  } finally {
    await server.stop();
  }
}

async function exhaust(server: ProbedServer, port: number): Promise<Row> {
  const clients: RawClient[] = [];
  try {
    const logged = () => server.log.some((line) => line.includes('"open_files"'));
    for (let i = 0; i < CLIENTS; i++) clients.push(new RawClient(port));
    const refused = () => clients.filter(({ socket }) => socket.destroyed).length;
    const hasRefused = await within(() => refused() > 0);
    const hasLogged = await within(logged);
    const there = CLIENTS - refused();
    // One that was let in before is served all the time.
    const [inside] = clients.filter(({ socket }) => !socket.destroyed);
    const isServed = await isHealthy(inside);
    await Promise.all(clients.map((client) => client.close()));
    const start = performance.now();
    const again = await within(async () => {
      const client = new RawClient(port);
      const answered = await isHealthy(client);
      await client.close();
      return answered;
    });
    const seconds = (performance.now() - start) / 1000;
    return {
      name: `${formatCountOf(CLIENTS, 'client')} where ${FILES} open files are allowed`,
      figures: {
        'let in': formatCount(there),
        'turned away': formatCount(CLIENTS - there),
        'served again after': `${seconds.toFixed(1)} s`,
      },
      conditions: [
        { what: 'those beyond the limit are turned away', held: hasRefused },
        { what: 'the log says so', held: hasLogged },
        { what: 'one that was let in is served meanwhile', held: isServed },
        { what: 'it serves again afterwards', held: again },
      ],
    };
  } finally {
    for (const client of clients) client.socket.destroy();
  }
}

/** Looks again and again whether something is so. @returns false where it was not in time */
async function within(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

/** @returns false where it has been closed, or was not there */
async function isHealthy(client: RawClient | undefined): Promise<boolean> {
  if (!client) return false;
  client.get('/healthz');
  return client.until(/"ok"/).then(
    () => true,
    () => false,
  );
}
