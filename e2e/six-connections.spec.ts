import type { BrowserContext, Page } from '@playwright/test';
import { violationsIn } from './axe';
import { expect, test } from './test';

// The certificate is one that the server makes for itself. axe is put into the page as a script.
test.use({ ignoreHTTPSErrors: true, bypassCSP: true });

const PATH = '/experiments/six-connections';

/** Presses the button, and waits for the window that it opens. */
async function opened(context: BrowserContext, page: Page, press: () => Promise<void>): Promise<Page> {
  const popup = context.waitForEvent('page');
  await press();
  const own = await popup;
  await own.waitForURL(/own=true/);
  expect(new URL(own.url()).host).not.toBe(new URL(page.url()).host);
  return own;
}

const cells = (page: Page, state: string) => page.locator(`[data-stream="${state}"]`);
const verdict = (page: Page) => page.locator('[data-verdict="true"]');

/** A stopwatch of the page, by what it times. */
const watch = (page: Page, what: string) => page.locator('[data-watch]', { hasText: what });

test('over HTTP/1.1 six of eight streams open, a fetch and another tab wait, WebSockets do not', async ({
  page,
  context,
  server,
}) => {
  await page.goto(`${server.origin}${PATH}`);
  await page.getByRole('button', { name: '8', exact: true }).click();
  const own = await opened(context, page, () =>
    page.getByRole('button', { name: 'Run over HTTP/1.1' }).click(),
  );
  await expect(cells(own, 'open')).toHaveCount(6);
  await expect(cells(own, 'waiting')).toHaveCount(2);
  await expect(verdict(own)).toContainText('Over HTTP/1.1, 6 of 8 streams opened, 2 waited.', {
    timeout: 30_000,
  });
  await expect(verdict(own)).toContainText('You expected 8 · measured 6 of 8 opened');
  await expect(verdict(own)).toContainText('6 streams in 6 connections');
  await expect(verdict(own)).toContainText('was not answered');
  await expect(verdict(own)).toContainText('Of 20 WebSockets, 20 opened meanwhile');
  expect(await violationsIn(own)).toEqual([]);
  await own.getByRole('button', { name: 'Open another tab' }).click();
  await expect(watch(own, 'another tab')).toContainText('waiting');
  // Each that is closed lets in the next that waits: two streams, the fetch, the tab.
  const close = own.getByRole('button', { name: 'Close one stream' });
  await close.click();
  await expect(cells(own, 'waiting')).toHaveCount(1);
  await close.click();
  await expect(cells(own, 'waiting')).toHaveCount(0);
  await close.click();
  await expect(watch(own, 'an ordinary fetch')).toContainText('answered in');
  await expect(watch(own, 'another tab')).toContainText('opened in');
});

test('over HTTP/2 all eight streams open in one connection, and of 110 those that the server allows', async ({
  page,
  context,
  ownServer,
}) => {
  const server = await ownServer({ TLS_PORT: '0', TLS_FOLDER: test.info().outputPath('tls') });
  await page.goto(`${server.origin}${PATH}`);
  const own = await opened(context, page, () => page.getByRole('link', { name: 'Run over HTTP/2' }).click());
  await expect(verdict(own)).toContainText('Over HTTP/2, all 8 streams opened.', { timeout: 40_000 });
  await expect(verdict(own)).toContainText('8 streams in 1 connection.');
  await expect(verdict(own)).toContainText('An ordinary fetch beside them was answered in');
  await expect(verdict(own)).toContainText('Then 100 of 110 streams opened, 10 waited.');
  await expect(verdict(own)).toContainText('Of 20 WebSockets, 20 opened.');
  expect(await violationsIn(own)).toEqual([]);
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
  [320, 700],
] as const) {
  test(`axe finds no violation in the list of experiments, nor is it too wide, ${width}×${height}`, async ({
    page,
    server,
  }) => {
    await page.setViewportSize({ width, height });
    for (const path of ['/experiments', PATH]) {
      await page.goto(`${server.origin}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}

test('on a phone the pages of the site stand in a menu', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.origin}/learn`);
  await page.getByRole('button', { name: 'Pages, this one is Learn' }).click();
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Experiments' }).click();
  await expect(page).toHaveURL(/\/experiments$/);
  await page.getByRole('link', { name: /How many work/ }).click();
  await expect(page.getByRole('button', { name: 'Run over HTTP/1.1' })).toBeVisible();
});
