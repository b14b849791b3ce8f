import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, figure, status, test } from './test';

const scoreboard = (page: Page) => page.getByRole('region', { name: 'Scoreboard', exact: true });

/** Chooses a file by keyboard alone. */
async function open(page: Page, name: string, text: string | Buffer): Promise<void> {
  // The page has to know that its dialog is waited for before the key is pressed: so the focus comes in between.
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a saved run' }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('a saved run stands beside the present one, with what it comes from and which settings differ', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?techniques=sse,websocket&rate=10&length=4`);
  await expect(status(page)).toHaveText('finished', { timeout: 20_000 });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  const text = await readFile(await file.path());
  // The last report may have come in between.
  const { bytes } = JSON.parse(text.toString()).techniques.sse;
  await expect.poll(() => figure(page, 'sse', 'bytes')).toBeGreaterThanOrEqual(bytes);

  await page.goto(`${server.origin}/?techniques=sse,websocket&rate=10&rtt=200`);
  await expect.poll(() => figure(page, 'sse', 'latency_p50')).toBeGreaterThan(98);
  await open(page, 'run.json', text);
  const cell = (key: string, group: string) =>
    page.locator(`tr[data-figure="${key}"] [data-technique="sse"][data-group="${group}"]`);
  await expect(cell('bytes', 'saved')).toHaveAttribute('data-value', String(bytes));
  await expect(cell('latency_p50', 'now')).toContainText('× saved');
  const saved = page.getByRole('region', { name: 'Saved run' });
  for (const said of ['rtt 100, now 200', 'length 4, now 0', 'Own settings', 'UTC by version', 'Chrome'])
    await expect(saved).toContainText(said);
  await expect(saved.getByRole('link')).toHaveAttribute('href', /techniques=sse,websocket&rate=10&length=4$/);

  // What cannot be opened leaves what is open.
  await open(page, 'table.json', 'segment,figure');
  const problem = page.getByRole('alert').filter({ hasText: 'The saved run was not opened' });
  await expect(problem).toContainText('no JSON');
  await expect(saved).toBeVisible();
  await problem.getByRole('button').click();
  await expect(problem).toHaveCount(0);

  await page.getByRole('button', { name: 'Close saved run' }).click();
  await expect(saved).toHaveCount(0);
  await expect(page.locator('td[data-group="saved"]')).toHaveCount(0);
});

test('ticks of the first moments are set aside, and the page says how many and why', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?techniques=sse,websocket&rate=20&length=4`);
  await expect(status(page)).toHaveText('finished', { timeout: 20_000 });
  await expect(scoreboard(page)).toContainText(
    /Set aside, .*: \d+ ticks due in the first moments of the run/,
  );
  await expect(page.getByRole('note').filter({ hasText: 'in the background' })).toHaveCount(0);
});
