// Writes the page as a site for any server of files, with recorded runs in the place of live ones. They are recorded now,
// one after the other, on this machine.
//
//   npm run export -- --out dist/site
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { formatBytes, formatClock } from '@/lib/figures/format';
import { CATALOGUE, type Catalogue, queryOf, RECORDINGS } from '@/lib/playback/catalogue';
import { madeInWords } from '@/lib/playback/made';
import { readRecording, writeRecording } from '@/lib/playback/recorded-run';
import { buildPage, PAGE } from '../build/page.mjs';
import { buildServer } from '../build/server.mjs';
import { listening } from '../listening';
import { madeWith, record, startBrowser } from './record';
import { fileOf, parts, scenarioOf, standardScenarios } from './scenarios';
import { writeSite } from './site';

const help = `Writes the page as a site for any server of files, with runs that are recorded now, on this machine.

  npm run export -- [options]

  --out FOLDER  where it is written (dist/site)
  --parts LIST  what runs are recorded for: some of ${parts.join(',')} (all of them)
  --run QUERY   records this scenario, given as in an address, such as 'rate=5&length=20', and not the usual ones;
                may be given several times
  --help        show this`;

const partsSchema = z.array(z.enum(parts, { error: `--parts: must be some of ${parts.join(', ')}` }));

void main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'dist/site' },
      parts: { type: 'string', default: parts.join() },
      run: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const scenarios = values.run?.map(scenarioOf) ?? standardScenarios(partsOf(values.parts));
  const seconds = scenarios.reduce((sum, { length }) => sum + length, 0);
  console.log(`${scenarios.length} runs are recorded, which takes at least ${formatClock(seconds)} min.`);
  await buildServer();
  await buildPage();
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await startBrowser();
  try {
    const made = madeWith(browser);
    const origin = await listening(server.stdout);
    await writeSite(PAGE, values.out, made);
    const folder = join(values.out, RECORDINGS);
    const catalogue: Catalogue = [];
    for (const [index, scenario] of scenarios.entries()) {
      const query = queryOf(scenario);
      console.log(`Recording ${index + 1} of ${scenarios.length}, ${scenario.length} s: ${query}`);
      const text = writeRecording(await record(browser, origin, scenario, made));
      readRecording(text);
      const packed = gzipSync(text, { level: 9 });
      const file = fileOf(scenario, index);
      await writeFile(join(folder, file), packed);
      catalogue.push({ query, file });
      console.log(`  ${formatBytes(packed.length)}`);
    }
    await writeFile(join(folder, CATALOGUE), JSON.stringify(catalogue));
    console.log(`Written to ${values.out}: ${scenarios.length} runs, ${madeInWords(made)}.`);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
  }
}

/** @throws Error where one of the list is none */
function partsOf(list: string): (typeof parts)[number][] {
  const read = partsSchema.safeParse(list.split(','));
  if (!read.success) throw new Error(read.error.issues[0]?.message);
  return read.data;
}
