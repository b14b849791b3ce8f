// Many pages at once, without a browser: each runs the page's own engine, with every technique and a control channel.
// In the middle all connections are cut. At the end every lane must have every tick.
//
//   npm run crowd -- --pages 300 --seconds 60
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { formatBytes, formatCountOf, formatMs } from '@/lib/figures/format';
import { numberOption } from '../number-option';
import { type CrowdResult, isWhole, runCrowd } from './crowd';
import type { Health } from './probe';

const optionsSchema = z.object({
  pages: numberOption(300, 1, 1000),
  seconds: numberOption(60, 4, 600),
  rate: numberOption(2, 0.1, 200),
});

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
  const options = readOptions();
  const { pages, seconds, rate } = options;
  console.log(
    `${formatCountOf(pages, 'page')}, ${formatCountOf(rate, 'tick')}/s each, ${seconds} s, all connections cut after ${seconds / 2} s`,
  );
  const result = await runCrowd(options);
  const whole = isWhole(result, pages);
  report(result);
  console.log(whole ? 'No tick was lost.' : 'TICKS WERE LOST.');
  return whole;
}

/** Prints what was measured. */
function report({ lanes: results, health }: CrowdResult): void {
  const rows: Record<string, Record<string, number | string>> = {};
  for (const { technique, lanes, ticks, expected, lost, disorder, reconnects, late } of results) {
    rows[technique] = {
      lanes,
      'ticks received': ticks,
      expected,
      lost,
      'doubled, out of order': disorder,
      reconnects,
      'longest late': formatMs(late),
    };
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
}
