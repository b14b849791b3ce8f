import { test as base, expect, type Page } from '@playwright/test';
import type { FaultKind } from '@/lib/faults/faults';
import { techniques } from '@/lib/techniques';
import { type ServerProcess, startServer } from './server';

interface Fixtures {
  silence: { expectNoise: () => void };
  /** Starts a server for this test alone, which ends with it, however it ends. */
  ownServer: typeof startServer;
}

/** Tests with a real server. */
export const serverTest = base.extend<object, { server: ServerProcess }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter tells Playwright what a fixture needs
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

/** Tests with a real server, and a page whose console has to stay silent. */
export const test = serverTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: as above
  ownServer: async ({}, use) => {
    const started: ServerProcess[] = [];
    await use(async (environment) => {
      const server = await startServer(environment);
      started.push(server);
      return server;
    });
    for (const server of started) await server.stop();
  },
  silence: [
    async ({ page }, use) => {
      const said: string[] = [];
      let allowed = false;
      page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => said.push(`error: ${error.message}`));
      await use({
        expectNoise: () => {
          allowed = true;
        },
      });
      if (!allowed) expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** A figure of the scoreboard, as it was measured and not as it is written: of the present segment. */
export async function figure(page: Page, technique: string, key: string): Promise<number> {
  const cell = page.locator(`tr[data-figure="${key}"] td[data-technique="${technique}"][data-group="now"]`);
  return Number((await cell.getAttribute('data-value')) || Number.NaN);
}

/** Waits until every technique has received so many ticks. */
export async function allReceived(page: Page, ticks: number): Promise<void> {
  for (const { id } of techniques) {
    await expect
      .poll(() => figure(page, id, 'ticks'), { message: id, timeout: 30_000 })
      .toBeGreaterThanOrEqual(ticks);
  }
}

/** Opens the panel with all settings of the playground or the load lab. */
export async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All settings' }).click();
  await expect(page.getByRole('region', { name: 'All settings' })).toBeVisible();
}

/** Opens the menu of a lane, with what can be done to it alone. */
export async function openMenu(page: Page, technique: string): Promise<void> {
  await lane(page, technique)
    .getByRole('button', { name: /: more$/ })
    .click();
}

/** Makes something go wrong, by the menu. */
export async function breakSomething(page: Page, kind: FaultKind): Promise<void> {
  await page.getByRole('button', { name: 'Break something' }).click();
  await page.locator(`[data-fault="${kind}"]`).click();
}

/** What is on the clipboard. It is read in a document of its own: the page may write to it, and no more. */
export async function clipboardText(page: Page): Promise<string> {
  const other = await page.context().newPage();
  await other.goto(new URL('/healthz', page.url()).href);
  await other.bringToFront();
  const text = await other.evaluate(() => navigator.clipboard.readText());
  await other.close();
  return text;
}

/** The query that asks for every technique, on a network that delays nothing. */
export const everyTechnique = `rtt=0&techniques=${techniques.map(({ id }) => id).join(',')}`;

export const status = (page: Page) => page.locator('[data-status]');

export const lane = (page: Page, technique: string) => page.locator(`article[data-technique="${technique}"]`);
