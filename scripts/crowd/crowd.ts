import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LaneResult } from './pages';
import type { Health } from './probe';
import { ProbedServer } from './server';

/** So many pages, for so many seconds, each with so many ticks a second. */
export interface CrowdSize {
  pages: number;
  seconds: number;
  rate: number;
}

/** What came of it: each technique's lanes taken together, and how the server was, second by second. */
export interface CrowdResult {
  lanes: LaneResult[];
  health: Health[];
}

/** The pages are spread over so many processes, so that they do not slow each other down. */
const PROCESSES = 2;

/** Runs so many pages at a server of their own, and resets all connections in the middle. */
export async function runCrowd({ pages, seconds, rate }: CrowdSize): Promise<CrowdResult> {
  const server = new ProbedServer({
    MAX_MARKETS: String(pages),
    MAX_MARKETS_PER_ADDRESS: String(pages),
    MAX_CONNECTIONS_PER_ADDRESS: String(pages * 20),
  });
  try {
    const origin = await server.ready();
    const cut = setTimeout(() => server.cut(), (seconds / 2) * 1000);
    const results = await server.alive(
      Promise.all(
        Array.from({ length: PROCESSES }, (_, index) =>
          runPages(origin, Math.floor((pages + index) / PROCESSES), seconds, rate),
        ),
      ),
    );
    clearTimeout(cut);
    // What it took to start is not asked.
    const health = server.health.filter(({ connections }) => connections > 0);
    return { lanes: merge(results.flat()), health };
  } finally {
    await server.stop();
  }
}

/** Whether every tick has arrived in every lane, once and in order. */
export function isWhole({ lanes }: CrowdResult, pages: number): boolean {
  return (
    lanes.length > 0 &&
    lanes.every(
      (lane) =>
        lane.lanes === pages && lane.ticks === lane.expected && lane.lost === 0 && lane.disorder === 0,
    )
  );
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
