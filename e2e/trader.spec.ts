import type { Page } from '@playwright/test';
import { techniques } from '@/lib/techniques';
import { startRelay } from './relay';
import {
  allReceived,
  everyTechnique,
  expect,
  figure,
  lane,
  openMenu,
  openSettings,
  status,
  test,
} from './test';

const result = (page: Page, technique: string) => lane(page, technique).getByRole('status');

test('the automatic trader makes a stale price cost money: polling pays more than a WebSocket', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&trader=true&rate=20&symbols=1&interval=2`);
  await openSettings(page);
  await expect(page.getByRole('checkbox', { name: 'Automatic trader' })).toBeChecked();
  await expect.poll(() => figure(page, 'short-polling', 'cost'), { timeout: 30_000 }).toBeGreaterThan(20);
  for (const { id } of techniques) {
    await expect.poll(() => figure(page, id, 'cost'), { message: id }).toBeGreaterThanOrEqual(0);
    expect(await figure(page, id, 'trade_p50'), id).toBeGreaterThan(0);
  }
  expect(await figure(page, 'short-polling', 'cost')).toBeGreaterThan(
    await figure(page, 'websocket', 'cost'),
  );
  const chart = page.getByRole('figure', { name: 'What does an old price cost?' });
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.locator('.recharts-line-curve')).toHaveCount(techniques.length);
  // The trades of a WebSocket are messages, those of a stream are requests.
  expect(await figure(page, 'websocket', 'requests')).toBe(1);
  expect(await figure(page, 'sse', 'requests')).toBeGreaterThan(2);
});

test('without the trader there is neither cost nor chart, and the setting turns both on at once', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&symbols=1`);
  await allReceived(page, 30);
  for (const { id } of techniques) {
    expect(await figure(page, id, 'cost')).toBeNaN();
    expect(await figure(page, id, 'trade_p50')).toBeNaN();
  }
  await expect(page.getByRole('figure', { name: 'What does an old price cost?' })).toHaveCount(0);
  await openSettings(page);
  await page.getByRole('checkbox', { name: 'Automatic trader' }).check();
  await expect(page).toHaveURL(/trader=true/);
  await expect(page.getByRole('figure', { name: 'What does an old price cost?' })).toBeVisible();
  for (const { id } of techniques) {
    await expect.poll(() => figure(page, id, 'cost'), { message: id }).toBeGreaterThanOrEqual(0);
  }
});

test('Buy and Sell show what the trade cost against the price seen, and its round trip', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&symbols=1`);
  await allReceived(page, 5);
  for (const { id, name } of techniques) {
    await openMenu(page, id);
    await lane(page, id)
      .getByRole('button', { name: `Buy at the price of ${name}` })
      .click();
    await expect(result(page, id)).toHaveText(
      /^paid (the price seen|[\d,.]+ (more|less) than seen,) .* m?s$/,
    );
    await lane(page, id)
      .getByRole('button', { name: `Sell at the price of ${name}` })
      .click();
    await expect(result(page, id)).toHaveText(/^got (the price seen|[\d,.]+ (more|less) than seen,) .* m?s$/);
    await expect.poll(() => figure(page, id, 'trade_p50'), { message: id }).toBeGreaterThan(0);
    // What a person trades is not what the trader's quotes cost.
    expect(await figure(page, id, 'cost')).toBeNaN();
  }
});

test('a trade goes through the simulated link: no answer sooner than its round trip', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique.replace('rtt=0', 'rtt=200')}&rate=5`);
  await allReceived(page, 3);
  for (const { id } of techniques) {
    await openMenu(page, id);
    await lane(page, id).getByRole('button', { name: /^Buy/ }).click();
    await expect(lane(page, id).locator('[data-trade="filled"]')).toBeVisible();
    await expect.poll(() => figure(page, id, 'trade_p50'), { message: id }).toBeGreaterThanOrEqual(200);
  }
});

test('a trade that cannot be filled says so, and the next one can', async ({ page, server, silence }) => {
  // A browser reports each answer with status 503.
  silence.expectNoise();
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5&script=3:unavailable:10`);
  await allReceived(page, 2);
  const chart = page.getByRole('figure', { name: 'How late is a price?' });
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.getByText('503').first()).toBeVisible();
  const buy = lane(page, 'sse').getByRole('button', { name: /^Buy/ });
  await openMenu(page, 'sse');
  await buy.click();
  await expect(result(page, 'sse')).toContainText('not filled: 503');
  await expect(async () => {
    await buy.click();
    await expect(lane(page, 'sse').locator('[data-trade="filled"]')).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('the buttons wait for a price, and rest with the market', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&symbols=4&symbol=QUIL`);
  await allReceived(page, 1);
  const buy = lane(page, 'websocket').getByRole('button', { name: /^Buy/ });
  await openMenu(page, 'websocket');
  await expect(buy).toBeDisabled();
  await openSettings(page);
  await page.getByLabel('Shown').selectOption('KITE');
  await openMenu(page, 'websocket');
  await expect(buy).toBeEnabled();
  await page.getByRole('button', { name: 'Pause' }).click();
  await openMenu(page, 'websocket');
  await expect(buy).toBeDisabled();
});

test('the bytes of trades are those that an independent relay counted', async ({ page, server }) => {
  const relay = await startRelay(server.port);
  await page.goto(`${relay.origin}/?${everyTechnique}&trader=true&rate=10&interval=0.5&length=6`);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  for (const { id, path } of techniques) {
    const counted = [...relay.passed].find(
      ([address]) => address.startsWith('/api/markets/') && address.endsWith(`/${path}`),
    )?.[1];
    await expect
      .poll(async () => [await figure(page, id, 'bytes_up'), await figure(page, id, 'bytes_down')], {
        message: id,
      })
      .toEqual([counted?.up, counted?.down]);
    expect(await figure(page, id, 'requests')).toBe(counted?.requests);
  }
  await relay.stop();
});
