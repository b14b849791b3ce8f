// Many pages at once, without a browser: each runs the page's own engine, with every technique and a control channel.
// In the middle all connections are cut. At the end every lane must have every tick.
//
//   npm run crowd -- --pages 300 --seconds 60
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { formatBytes, formatCountOf, formatMs } from '@/lib/figures/format';
import { listening } from '../listening';
import type { LaneResult } from './pages';
import type { Health } from './probe';

const number = (standard: number, min: number, max: number) =>
  z.coerce
    .number({ error: `must be a number, ${min} to ${max}` })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(standard);

const optionsSchema = z.object({
  pages: number(300, 1, 1000),
  seconds: number(60, 4, 600),
  rate: number(2, 0.1, 200),
});

/** The pages are spread over so many processes, so that they do not slow each other down. */
const PROCESSES = 2;

void main().then(
  (whole) => process.exit(whole ? 0 : 1),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

function readOptions() {
  const { values } = parseArgs({
    options: { pages: { type: 'string' }, seconds: { type: 'string' }, rate: { type: 'string' } },
  });
  const options = optionsSchema.safeParse(values);
  if (options.success) return options.data;
  throw new Error(
    options.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
  );
}

async function main(): Promise<boolean> {
  const { pages, seconds, rate } = readOptions();
  console.log(
    `${formatCountOf(pages, 'page')}, ${formatCountOf(rate, 'tick')}/s each, ${seconds} s, all connections cut after ${seconds / 2} s`,
  );

  const server = fork('scripts/start.mjs', {
    execArgv: ['--require', 'tsx/cjs', '--require', join(__dirname, 'probe.ts')],
    env: {
      ...process.env,
      PORT: '0',
      MAX_MARKETS: String(pages),
      MAX_CONNECTIONS_PER_ADDRESS: String(pages * 20),
    },
    silent: true,
  });
  const health: Health[] = [];
  server.on('message', (message: Health) => {
    // What it took to start is not asked.
    if (message.connections > 0) health.push(message);
  });
  const ended = once(server, 'exit').then(() => {
    throw new Error('the server ended');
  });

  try {
    const origin = await Promise.race([listening(server.stdout), ended]);
    const cut = setTimeout(() => server.send('cut'), (seconds / 2) * 1000);
    const results = await Promise.race([
      Promise.all(
        Array.from({ length: PROCESSES }, (_, index) =>
          runPages(origin, Math.floor((pages + index) / PROCESSES), seconds, rate),
        ),
      ),
      ended,
    ]);
    clearTimeout(cut);
    return report(results.flat(), health, pages);
  } finally {
    ended.catch(() => {});
    server.kill('SIGTERM');
  }
}

async function runPages(origin: string, count: number, seconds: number, rate: number): Promise<LaneResult[]> {
  const child = fork(join(__dirname, 'pages.ts'), [origin, String(count), String(seconds), String(rate)], {
    execArgv: ['--require', 'tsx/cjs'],
  });
  let results: LaneResult[] = [];
  child.on('message', (message: LaneResult[]) => {
    results = message;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`a process with pages ended with code ${code}`);
  return results;
}

/** Prints what was measured. @returns whether every tick has arrived, once and in order */
function report(results: readonly LaneResult[], health: readonly Health[], pages: number): boolean {
  const rows: Record<string, Record<string, number | string>> = {};
  let whole = true;
  for (const { technique, lanes, ticks, expected, lost, disorder, reconnects, late } of merge(results)) {
    rows[technique] = {
      lanes,
      'ticks received': ticks,
      expected,
      lost,
      'doubled, out of order': disorder,
      reconnects,
      'longest late': formatMs(late),
    };
    whole &&= lanes === pages && ticks === expected && lost === 0 && disorder === 0;
  }
  console.table(rows);
  const most = (read: (sample: Health) => number) => Math.max(...health.map(read));
  console.table({
    'most connections at once': most(({ connections }) => connections),
    'memory, resident (most)': formatBytes(most(({ rss }) => rss)),
    'memory, heap (most)': formatBytes(most(({ heap }) => heap)),
    'event-loop delay p50 (worst second)': formatMs(most(({ delay }) => delay.p50)),
    'event-loop delay p99 (worst second)': formatMs(most(({ delay }) => delay.p99)),
    'event-loop delay max': formatMs(most(({ delay }) => delay.max)),
    'CPU (worst second)': `${Math.round(most(({ cpu }) => cpu) * 100)} %`,
  });
  console.log(whole ? 'No tick was lost.' : 'TICKS WERE LOST.');
  return whole;
}

function merge(results: readonly LaneResult[]): LaneResult[] {
  const merged = new Map<string, LaneResult>();
  for (const result of results) {
    const before = merged.get(result.technique);
    if (!before) {
      merged.set(result.technique, { ...result });
      continue;
    }
    before.lanes += result.lanes;
    before.ticks += result.ticks;
    before.expected += result.expected;
    before.lost += result.lost;
    before.disorder += result.disorder;
    before.reconnects += result.reconnects;
    before.late = Math.max(before.late, result.late);
  }
  return [...merged.values()];
}
