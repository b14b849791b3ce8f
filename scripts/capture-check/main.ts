// Compares what a page exports with a packet capture of the same run, to the byte, over many scenarios. Needs Wireshark's
// `tshark` and `dumpcap`, and the right to capture on the loopback interface.
//
//   npm run capture-check -- --only fault,ocean
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import * as z from 'zod';
import { formatCountOf } from '@/lib/figures/format';
import { nameOf, techniques } from '@/lib/techniques';
import { hasProgram } from '@/server/testing/programs';
import { layOut } from '../bench/layout';
import { findBrowser } from '../browser.mjs';
import { buildPage } from '../build/page.mjs';
import { buildServer } from '../build/server.mjs';
import { agrees, type Checked, type Comparison, check, tallied } from './check';
import { type CheckedScenario, scenarios } from './scenarios';

const optionsSchema = z.object({
  only: z.string().default('').transform(listOf),
  'at-once': z.coerce.number().int().min(1).max(8).default(2),
});

/** What came of a scenario; a string says why it could not be compared. */
type Outcome = Checked | string;

void main().then(
  (equal) => process.exit(equal ? 0 : 1),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

/** @returns whether all are equal */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, 'at-once': { type: 'string' } } });
  const { only, 'at-once': atOnce } = optionsSchema.parse(values);
  const chosen = scenarios.filter(({ name }) => only.some((part) => name.toLowerCase().includes(part)));
  if (chosen.length === 0) throw new Error(`--only: no scenario is called ${only.join(' or ')}`);
  for (const program of ['tshark', 'dumpcap']) {
    if (!hasProgram(program)) throw new Error(`${program} is not installed (Debian's package is tshark)`);
  }
  await buildServer();
  await buildPage();
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const waiting = [...chosen];
  const outcomes = new Map<CheckedScenario, Outcome>();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await check(next, browser).catch((error: Error) => error.message);
      outcomes.set(next, outcome);
      console.error(`${next.name}: ${describe(outcome)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    await browser.close();
  }
  const rows = chosen.map((scenario) => [scenario.name, ...cells(outcomes.get(scenario) ?? 'not run')]);
  console.log(layOut([['scenario', ...techniques.map(({ name }) => name)], ...rows]));
  const equal = [...outcomes.values()].filter(isEqual).length;
  console.log(`${equal} of ${formatCountOf(chosen.length, 'scenario')} equal to the byte.`);
  return equal === chosen.length;
}

function listOf(text: string): string[] {
  return text.split(',').map((part) => part.trim().toLowerCase());
}

function isEqual(outcome: Outcome): boolean {
  if (typeof outcome === 'string') return false;
  const { comparisons } = outcome;
  return comparisons.length > 0 && comparisons.every(agrees);
}

function cells(outcome: Outcome): string[] {
  if (typeof outcome === 'string') return techniques.map(() => 'not compared');
  return techniques.map(({ id }) => {
    const compared = outcome.comparisons.find(({ technique }) => technique === id);
    return compared ? differences(compared) || 'equal' : 'off';
  });
}

function describe(outcome: Outcome): string {
  if (typeof outcome === 'string') return outcome;
  const { comparisons, unreceived } = outcome;
  const apart = comparisons
    .filter((compared) => !agrees(compared))
    .map((compared) => `${nameOf(compared.technique)} ${differences(compared)}`);
  const late = unreceived > 0 ? `, and ${unreceived} B for connections that were closed` : '';
  return `${isEqual(outcome) ? 'equal' : apart.join('; ')}${late}`;
}

/** What the export has more (or less) than the capture, such as `down +12`. */
function differences({ exported, captured }: Comparison): string {
  return tallied
    .filter((key) => exported[key] !== captured[key])
    .map((key) => {
      const more = exported[key] - captured[key];
      return `${key} ${more > 0 ? '+' : ''}${more}`;
    })
    .join(', ');
}
