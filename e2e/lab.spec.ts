import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { LOAD_PATH } from '@/lib/load/messages';
import { resultOf, runOf } from '@/lib/load/results.fixture';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { startReverseProxy } from './reverse-proxy';
import { clipboardText, closeSettings, expect, openSettings, status, test } from './test';

// One after the other: two jobs at once would measure each other.
test.describe.configure({ mode: 'default' });

const small = 'techniques=short-polling,sse&clients=20&growth=false&seconds=1&interval=0.5';

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const start = (page: Page) => page.getByRole('button', { name: /^Measure/ });
const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });

/** A figure of the results, as it was measured and not as it is written. */
async function found(page: Page, table: string, technique: TechniqueId, key: string): Promise<number> {
  const row = section(page, table).locator(`tr[data-figure="${key}"]`);
  return Number(await row.locator(`td[data-technique="${technique}"]`).getAttribute('data-value'));
}

/** Runs a job to its end. */
async function measure(page: Page): Promise<void> {
  await start(page).click();
  await expect(section(page, 'Job')).toBeVisible();
  await expect(section(page, 'Job')).toHaveCount(0, { timeout: 50_000 });
}

test('a job: progress, results in table, chart and list of runs, projection', async ({ page, server }) => {
  await page.goto(server.origin);
  await page.getByRole('link', { name: 'Load lab' }).click();
  await expect(page).toHaveURL(/\/lab$/);
  await page.goto(`${server.origin}/lab?${small}`);
  await expect(status(page)).toHaveText('ready');
  await expect(section(page, 'Projection')).toContainText('First measure what one costs');

  await start(page).click();
  await expect(status(page)).toHaveText('measuring');
  await expect(page.getByRole('progressbar', { name: 'Progress of the job' })).toBeVisible();
  await expect(section(page, 'Job')).toContainText('SSE with 20 clients, measurement 2 of 2');
  await expect(section(page, 'Job')).toContainText('left (estimated)');
  await expect(section(page, 'Job')).toHaveCount(0, { timeout: 30_000 });
  await expect(status(page)).toHaveText('ready');

  for (const technique of ['short-polling', 'sse'] as const) {
    expect(await found(page, 'Results', technique, 'clients')).toBe(20);
    expect(await found(page, 'Results', technique, 'lost')).toBe(0);
    expect(await found(page, 'Results', technique, 'failed')).toBe(0);
    // 10 ticks a second for 1 s, to each of 20 clients.
    expect(await found(page, 'Results', technique, 'delivered')).toBeGreaterThanOrEqual(180);
    expect(await found(page, 'Results', technique, 'cpu_per_million')).toBeGreaterThan(0);
    expect(await found(page, 'Results', technique, 'latency_p99')).toBeGreaterThan(0);
  }
  expect(await found(page, 'Results', 'sse', 'requests_per_second')).toBe(0);
  expect(await found(page, 'Results', 'short-polling', 'requests_per_second')).toBeGreaterThan(20);
  // Two techniques in each of four charts.
  await expect(section(page, 'Growth').locator('.recharts-line-dots > g')).toHaveCount(8);
  await expect(section(page, 'Runs')).toContainText('20 clients, 10 ticks/s, 1 s each');
  await expect(section(page, 'Runs')).toContainText('complete');

  const projection = section(page, 'Projection');
  await expect(projection).toContainText('Extrapolated: 5000 × the largest measured (20 clients).');
  await expect(projection).toContainText('Measured once: the ranges are at least as wide as shown');
  await expect(projection.getByRole('heading', { level: 2 })).toHaveText('And 100,000 users?');
  await expect(projection).toContainText('calculated, not measured');
  const box = projection.locator('[data-projected="sse"]');
  await expect(box).toHaveCSS('border-style', 'dashed');
  await expect(box).toContainText(/[\d.,]+ cores at work[\d.,]+ to [\d.,]+/);
  // 100,000 users that ask every 0.5 s.
  expect(await found(page, 'Projection', 'short-polling', 'requests')).toBe(200_000);
  expect(await found(page, 'Projection', 'sse', 'requests')).toBe(0);
  await projection.getByRole('textbox', { name: 'Poll every' }).fill('2');
  await projection.getByRole('textbox', { name: 'Poll every' }).press('Enter');
  expect(await found(page, 'Projection', 'short-polling', 'requests')).toBe(50_000);
  await expect(projection).toContainText('changed by you');
  await expect(projection).toContainText('how often it asks');
  await projection.getByRole('textbox', { name: 'Users at once' }).fill('20');
  await projection.getByRole('button', { name: 'Poll every: back to 0.5' }).click();
  await expect(projection.locator('[data-extrapolated="false"]')).toContainText('Within what was measured');
  await expect(projection.getByRole('heading', { level: 2 })).toHaveText('And 20 users?');
  await projection.getByRole('textbox', { name: 'Users at once' }).fill('none');
  await expect(projection).toContainText('allowed: 1 to');
});

test('a growth series draws curves; runs are kept over a reload, shown side by side, saved, removed', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${server.origin}/lab?techniques=websocket&clients=50&seconds=1`);
  await measure(page);
  await expect(section(page, 'Growth').locator('.recharts-line-curve')).toHaveCount(4);
  await section(page, 'Results').getByLabel('with clients').selectOption('10');
  expect(await found(page, 'Results', 'websocket', 'clients')).toBe(10);

  await openSettings(page);
  await page.getByRole('textbox', { name: 'Padding, exact value' }).fill('1000');
  await page.getByRole('button', { name: 'only this' }).click();
  await closeSettings(page);
  await measure(page);
  await page.getByRole('checkbox', { name: /Run 1/ }).check();
  await expect(section(page, 'Results').getByRole('columnheader', { name: /^Run \d/ })).toHaveCount(2);
  await section(page, 'Results').getByLabel('with clients').selectOption('50');
  const payloads = section(page, 'Results').locator('tr[data-figure="payload_per_tick"] td');
  await expect(payloads).toHaveCount(2);
  const [plain, padded] = await payloads.evaluateAll((cells) =>
    cells.map((cell) => Number(cell.getAttribute('data-value'))),
  );
  expect((padded ?? 0) - (plain ?? 0)).toBeGreaterThan(1000);

  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(section(page, 'Results').getByRole('status')).toHaveText('copied');
  const markdown = await clipboardText(page);
  expect(markdown).toContain('### Run 1: 1 to 50 clients');
  expect(markdown).toContain('### Run 2: 50 clients, 10 ticks/s, 1,000 B padding');
  const save = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return readFile(await file.path(), 'utf8');
  };
  expect((await save('CSV')).trim().split('\n')).toHaveLength(1 + 3 + 1);
  const json = JSON.parse(await save('JSON'));
  expect(json.runs[1].lab.padding).toBe(1000);
  expect(json.runs[1].link).toContain('padding=1000');
  expect(json.runs[1].machine.cpus).toBeGreaterThan(0);
  expect(json.runs[1].results[0].server.cpuSeconds).toBeGreaterThan(0);

  await page.reload();
  await expect(section(page, 'Runs').getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove run 2' }).click();
  await expect(page.getByRole('checkbox', { name: /Run 1/ })).toBeChecked();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(section(page, 'Runs')).toHaveCount(0);
});

test('stop ends a job; what was measured stays, and another can start', async ({ page, server }) => {
  await page.goto(`${server.origin}/lab?techniques=sse&clients=50&seconds=1`);
  await start(page).click();
  await expect(section(page, 'Job')).toContainText('measurement 2 of 3', { timeout: 30_000 });
  await stop(page).click();
  await expect(section(page, 'Job')).toHaveCount(0);
  await expect(section(page, 'Runs')).toContainText('stopped');
  expect(await found(page, 'Results', 'sse', 'clients')).toBe(1);
  await expect(start(page)).toBeEnabled();
});

test('one job runs at a time, and the second page is told', async ({ page, server, context }) => {
  await page.goto(`${server.origin}/lab?techniques=sse&clients=1&seconds=60`);
  await start(page).click();
  await expect(page.locator('[data-phase="measuring"]')).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${server.origin}/lab?${small}`);
  await expect(other.getByRole('note')).toContainText('Another job runs');
  await start(other).click();
  await expect(other.getByRole('alert').filter({ hasText: 'Another measurement is running' })).toBeVisible();
  await expect(section(other, 'Runs')).toHaveCount(0);
  // A page that leaves takes its job along.
  await page.close();
  await expect
    .poll(
      () =>
        new Promise<boolean>((resolve, reject) => {
          const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${LOAD_PATH}`);
          socket.once('error', reject);
          socket.once('message', (data) => {
            resolve(JSON.parse(String(data)).runs);
            socket.close();
          });
        }),
    )
    .toBe(false);
  await measure(other);
  await expect(section(other, 'Runs')).toContainText('complete');
});

test('a server that goes away fails the job, is told, and is found again', async ({
  ownServer,
  page,
  silence,
}) => {
  silence.expectNoise();
  const server = await ownServer();
  await page.goto(`${server.origin}/lab?techniques=sse&clients=1&seconds=60`);
  await start(page).click();
  await expect(page.locator('[data-phase="measuring"]')).toBeVisible();
  await server.stop();
  await expect(status(page)).toHaveText('server not answering');
  await expect(
    page.getByRole('alert').filter({ hasText: 'connection to the server was lost' }),
  ).toBeVisible();
  await ownServer({ PORT: String(server.port) });
  await expect(status(page)).toHaveText('ready', { timeout: 30_000 });
});

test('whoever is not on the machine is refused in words, and let in with the token', async ({
  ownServer,
  page,
  silence,
}) => {
  silence.expectNoise();
  const server = await ownServer({ LOAD_TOKEN: 'sesame-sesame-sesame' });
  const proxy = await startReverseProxy(server.port);
  await page.goto(`${proxy.origin}/lab?${small}`);
  await expect(status(page)).toHaveText('not allowed');
  await expect(page.getByText('only from the machine the server runs on, or with its token')).toBeVisible();
  await expect(start(page)).toBeDisabled();
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Try with it' }).click();
  await expect(status(page)).toHaveText('not allowed');
  await page.getByLabel('Token').fill('sesame-sesame-sesame');
  await page.getByLabel('Token').press('Enter');
  await expect(status(page)).toHaveText('ready');
  await page.reload();
  await expect(status(page)).toHaveText('ready');
  proxy.close();
});

test('settings are in the address; what is broken or too much is told', async ({ page, server }) => {
  await page.goto(`${server.origin}/lab?clients=9999&rate=100`);
  await expect(page.getByRole('note').filter({ hasText: 'ignored' })).toContainText('clients=9999');
  await openSettings(page);
  await page.getByRole('textbox', { name: 'Clients, exact value' }).fill('5000');
  await page.getByRole('textbox', { name: 'Clients, exact value' }).press('Enter');
  await expect(page.getByRole('note').filter({ hasText: '2,500 clients at most' })).toBeVisible();
  await expect(start(page)).toBeDisabled();
  await page.getByRole('textbox', { name: 'New prices, exact value' }).fill('10');
  await page.getByRole('textbox', { name: 'New prices, exact value' }).press('Enter');
  await expect(start(page)).toBeEnabled();
  for (const { name } of techniques.slice(1))
    await page.getByRole('checkbox', { name, exact: true }).uncheck();
  await expect(page).toHaveURL(`${server.origin}/lab?techniques=${techniques[0].id}&clients=5000`);
  await page.getByRole('link', { name: 'Playground', exact: true }).click();
  await expect(page).toHaveURL(`${server.origin}/`);
});

test('a measurement that failed is hollow, joined by no line, without star and not projected from', async ({
  page,
  server,
}) => {
  const lossy = {
    lost: 378,
    delivered: 122,
    expected: 500,
    server: { ...resultOf('websocket', 100).server, cpuPerMillion: 0.1 },
  };
  const bytes = { up: 0, down: 200_000, payload: 100_000 };
  const run = runOf([
    ...[1, 10, 100].map((clients) => resultOf('sse', clients, { bytes })),
    ...[1, 10].map((clients) => resultOf('websocket', clients, { bytes })),
    resultOf('websocket', 100, { ...lossy, bytes }),
  ]);
  await page.addInitScript((runs) => sessionStorage.setItem('load-lab-runs', runs), JSON.stringify([run]));
  await page.goto(`${server.origin}/lab`);
  const chart = section(page, 'Growth').locator('.recharts-wrapper').first();
  await expect(chart.locator('g[data-failed]')).toHaveCount(1);
  await expect(chart.locator('.recharts-line-curve:not([stroke="none"])')).toHaveCount(2);
  await expect(
    page.getByRole('note').filter({ hasText: 'WebSocket with 100 clients failed: 378 of 500' }),
  ).toContainText('take fewer clients');
  await section(page, 'Results').getByLabel('with clients').selectOption('100');
  const cpu = section(page, 'Results').locator('tr[data-figure="cpu_per_million"]');
  await expect(cpu.locator('td[data-technique="websocket"]')).toContainText('100 ms');
  await expect(cpu.locator('td[data-technique="websocket"]')).toContainText('the measurement failed');
  await expect(cpu).not.toContainText('best');
  await expect(section(page, 'Projection')).toContainText('(10 clients)');
});
