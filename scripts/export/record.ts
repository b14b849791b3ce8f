import { availableParallelism, type } from 'node:os';
import { type Browser, chromium } from '@playwright/test';
import { queryOf } from '@/lib/playback/catalogue';
import type { Made } from '@/lib/playback/made';
import { type RecordedRun, recordedWire } from '@/lib/playback/recorded-run';
import type { Scenario } from '@/lib/scenario/scenario';
import { findBrowser } from '../browser.mjs';
import { type Collected, collectReports, isComplete } from './collect';

/** Beyond its length a run may take so long to begin, and to fetch its last prices, ms. */
const PATIENCE_MS = 60_000;

/** Reports that come after the end, in three seconds. */
const REPORTS_AFTER = 12;

/** Starts the browser in which runs are recorded. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** When and on what runs are recorded now. */
export function madeWith(browser: Browser): Made {
  const [version] = browser.version().split('.');
  return {
    date: new Date().toISOString(),
    machine: `Chromium ${version}, ${type()} ${process.arch}, ${availableParallelism()} cores`,
  };
}

/**
 * Runs a scenario in the real page against the real server, and records what is reported of it.
 *
 * @param origin of the server
 * @throws Error where the run does not come to its end
 */
export async function record(
  browser: Browser,
  origin: string,
  scenario: Scenario,
  made: Made,
): Promise<RecordedRun> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.addInitScript(collectReports);
    await page.goto(`${origin}/?${queryOf(scenario)}`);
    await page.waitForFunction(isComplete, REPORTS_AFTER, {
      timeout: scenario.length * 1000 + PATIENCE_MS,
      polling: 500,
    });
    const collected: Collected = JSON.parse(await page.evaluate(() => JSON.stringify(window.collected)));
    const { startedAt } = collected;
    const entries = collected.entries.map((entry) =>
      'wire' in entry ? { at: entry.at, wire: recordedWire(entry.wire) } : entry,
    );
    return { made, scenario, startedAt, entries };
  } finally {
    await page.close();
  }
}
