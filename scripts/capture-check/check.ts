import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { savedRunSchema } from '@/lib/run/saved-run-schema';
import { toQuery } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { listening } from '../listening';
import { Capture } from './capture';
import type { CheckedScenario } from './scenarios';
import type { Tally } from './tally';

/** What a technique has cost by the page's export, and by the packets. */
export interface Comparison {
  technique: TechniqueId;
  exported: Tally;
  captured: Tally;
}

/** What has come of one scenario. */
export interface Checked {
  comparisons: Comparison[];
  /** Bytes that came up for connections which the server had closed: neither side counts them. */
  unreceived: number;
}

/** Beyond its own length, so long a run may take to come to its end, ms. */
const PATIENCE_MS = 60_000;

/** When no figure has changed for so long, none will: the server reports four times a second, ms. */
const SETTLED_MS = 3000;

const NOTHING: Tally = { up: 0, down: 0, requests: 0, connections: 0 };

export const tallied = ['up', 'down', 'requests', 'connections'] as const satisfies (keyof Tally)[];

/** Whether the two agree, to the byte. */
export function agrees({ exported, captured }: Comparison): boolean {
  return tallied.every((key) => exported[key] === captured[key]);
}

/**
 * Runs a scenario in a page, at a server of its own, and compares what the page exports with a packet capture.
 */
export async function check({ settings, history }: CheckedScenario, browser: Browser): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  const server = fork('scripts/start.mjs', {
    env: { ...process.env, PORT: '0', HISTORY_SECONDS: String(history) },
    silent: true,
  });
  const ended = once(server, 'exit');
  let capture: Capture | undefined;
  let page: Page | undefined;
  try {
    const origin = await listening(server.stdout);
    capture = new Capture(Number(new URL(origin).port), join(folder, 'packets.pcapng'));
    await capture.started();
    page = await browser.newPage();
    await page.goto(`${origin}/?${toQuery({ scenario: settings, view: defaultView })}`);
    const exported = await exportOf(page, settings.length * 1000);
    const { byPath, unreceived } = await capture.stop();
    const comparisons = exported.map(({ technique, figures }) => ({
      technique: technique.id,
      exported: figures,
      captured: sum([...byPath].filter(([path]) => isOf(path, technique.path)).map(([, tally]) => tally)),
    }));
    return { comparisons, unreceived };
  } finally {
    capture?.abandon();
    await page?.close();
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the end of the run, and saves it as a person does. */
async function exportOf(page: Page, length: number) {
  await page.locator('[data-status]', { hasText: 'finished' }).waitFor({ timeout: length + PATIENCE_MS });
  await settled(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  const { segments } = savedRunSchema.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
  return techniques
    .filter(({ id }) => segments.some((segment) => segment.techniques[id]))
    .map((technique) => ({
      technique,
      figures: sum(segments.flatMap((segment) => segment.techniques[technique.id] ?? [])),
    }));
}

/** Waits until no figure of the scoreboard changes any more. */
async function settled(page: Page): Promise<void> {
  const scoreboard = page.locator('tr[data-figure="bytes"]');
  for (let before = ''; ; ) {
    const now = await scoreboard.evaluate((row) =>
      [...row.querySelectorAll('[data-value]')].map((cell) => cell.getAttribute('data-value')).join(),
    );
    if (now === before) return;
    before = now;
    await page.waitForTimeout(SETTLED_MS);
  }
}

function isOf(path: string, technique: string): boolean {
  return path.startsWith('/api/markets/') && path.endsWith(`/${technique}`);
}

function sum(all: readonly Tally[]): Tally {
  return all.reduce(
    (total, one) => ({
      up: total.up + one.up,
      down: total.down + one.down,
      requests: total.requests + one.requests,
      connections: total.connections + one.connections,
    }),
    NOTHING,
  );
}
