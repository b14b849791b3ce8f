import type { Page } from '@playwright/test';
import { MEASURED_SECONDS, measuredRows } from '@/lib/learn/measured-here';
import { standardTechniqueIds, techniqueIds, techniques } from '@/lib/techniques';
import { sizes, violationsIn } from './axe';
import { clipboardText, expect, test } from './test';

const open = async (page: Page, origin: string, query = '') => {
  await page.goto(`${origin}/learn/reference${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reference');
};

const table = (page: Page) => page.getByRole('table', { name: 'Techniques and aspects' });
const heads = (page: Page) => table(page).locator('thead th[scope="col"]');
const cell = (page: Page, aspect: string, technique: string) =>
  table(page).locator(`tr[data-aspect="${aspect}"] td[data-technique="${technique}"]`);
const aspects = (page: Page) => table(page).locator('tr[data-aspect]');
const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search aspects' });

test('a fact stands in its cell, and its source opens and closes by keyboard, with a link', async ({
  page,
  server,
}) => {
  await open(page, server.origin);
  await expect(heads(page)).toHaveCount(standardTechniqueIds.length + 1);
  const direction = cell(page, 'direction', 'websocket');
  await expect(direction).toContainText('Both, at any time');
  const source = direction.getByRole('link', { name: /RFC 6455/ });
  await expect(source).toBeHidden();
  await direction.getByRole('button', { name: 'RFC 6455 §1.2' }).focus();
  await page.keyboard.press('Enter');
  await expect(source).toBeVisible();
  await expect(source).toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc6455#section-1.2');
  await page.keyboard.press('Tab');
  await expect(source).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(source).toBeHidden();
});

test('aspects are searched, techniques are chosen, and all of it stands in the address', async ({
  page,
  server,
}) => {
  await open(page, server.origin);
  const all = await aspects(page).count();
  expect(all).toBeGreaterThan(30);
  await searchBox(page).fill('reconnection');
  await expect(aspects(page)).toHaveCount(1);
  await expect(cell(page, 'coming-back', 'sse')).toBeVisible();
  await page.getByRole('checkbox', { name: /do not run here/ }).check();
  await expect(cell(page, 'coming-back', 'webrtc')).toContainText('Restart ICE');
  await page.getByRole('button', { name: 'Short polling', exact: true }).click();
  await expect(cell(page, 'coming-back', 'short-polling')).toHaveCount(0);
  await expect(page).toHaveURL(/techniques=long-polling,.*webrtc.*&find=reconnection/);
  await page.reload();
  await expect(aspects(page)).toHaveCount(1);
  await expect(cell(page, 'coming-back', 'webrtc')).toContainText('Restart ICE');
  await expect(cell(page, 'coming-back', 'short-polling')).toHaveCount(0);
  await searchBox(page).fill('no such word anywhere');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(aspects(page)).toHaveCount(all);
  await page.getByRole('button', { name: 'Failing', exact: true }).click();
  await expect(page).toHaveURL(/group=failing/);
  await expect(cell(page, 'direction', 'sse')).toHaveCount(0);
  await open(page, server.origin, '?techniques=sse,pigeon');
  await expect(page.getByText('techniques=pigeon (allowed:')).toBeVisible();
  await expect(heads(page)).toHaveCount(2);
});

test('the names of techniques and aspects stay in sight, also where the window is narrow', async ({
  page,
  server,
}) => {
  for (const [width, query] of [
    [1440, ''],
    [800, `?techniques=${techniqueIds.join(',')},webrtc,webtransport`],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await open(page, server.origin, query);
    await cell(page, 'used-by', 'websocket').scrollIntoViewIfNeeded();
    await expect(heads(page).filter({ hasText: 'WebSocket' })).toBeInViewport();
    await expect(table(page).getByRole('rowheader', { name: 'Used by' })).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test('on a phone two techniques stand beside one another, and nothing scrolls sideways', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, server.origin);
  await expect(heads(page)).toHaveText(['SSE', 'WebSocket']);
  await page.getByRole('combobox', { name: 'Left' }).selectOption('Long polling');
  await page.getByRole('combobox', { name: 'Right' }).selectOption('WebRTC data channel');
  await expect(heads(page)).toHaveText(['Long polling', 'WebRTC data channel']);
  await expect(page).toHaveURL(/left=long-polling&right=webrtc/);
  await expect(table(page)).toContainText('Restart ICE');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await table(page).getByText('Used by').scrollIntoViewIfNeeded();
  await expect(heads(page).first()).toBeInViewport();
});

test('what is looked at is copied as Markdown, and shown where the browser does not allow that', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, server.origin, '?techniques=sse,websocket&find=resume');
  await expect(aspects(page)).toHaveCount(1);
  const copy = page.getByRole('button', { name: 'Copy as Markdown' });
  await copy.click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await clipboardText(page);
  expect(text.split('\n')[0]).toBe('| Aspect | SSE | WebSocket |');
  expect(text).toMatch(/^\| Resume \(replay\) \| Last-Event-ID, .*\[HTML §9\.2\.4; tried out\] \|/m);
  expect(text).toContain('/learn/reference?techniques=sse,websocket&find=resume');
  // A browser that has no clipboard for this page, as over plain HTTP, and does not copy what is selected either.
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await searchBox(page).focus();
  await copy.click();
  await expect(page.getByRole('textbox', { name: /copy it from here/ })).toHaveValue(text);
});

test('figures are measured in the page, written with their date and settings, and kept', async ({
  page,
  server,
}) => {
  test.setTimeout(150_000);
  await open(page, server.origin, `?techniques=${techniqueIds.join(',')},webrtc`);
  const figures = (technique: string) =>
    table(page).locator(`tr[data-figure] td[data-technique="${technique}"]`);
  for (const { id } of techniques) {
    await expect(figures(id)).toHaveText(measuredRows.map(() => 'not measured yet'));
  }
  await page.getByRole('button', { name: `Measure here, ${MEASURED_SECONDS} s` }).click();
  const told = page.getByText(/^Measured .* in this browser, in 2 runs:/);
  await expect(told).toBeVisible({ timeout: 100_000 });
  const measured = await expectFigures();
  await expect(page.getByRole('link', { name: /^new prices 5.*10 s$/ })).toHaveAttribute('href', /rate=5/);
  await page.reload();
  await expect(told).toBeVisible();
  expect(await expectFigures()).toEqual(measured);
  await page.evaluate(() => localStorage.setItem('reference-measured', '{"at":"yesterday"}'));
  await page.reload();
  await expect(figures('sse').first()).toHaveText('not measured yet');

  async function expectFigures(): Promise<string[][]> {
    const all: string[][] = [];
    for (const { id, traits } of techniques) {
      const written = await figures(id).allTextContents();
      written.forEach((text, at) => {
        const isExchange = measuredRows[at]?.figure.key === 'exchange_bytes';
        if (isExchange && traits.asks === 'once') expect(text, id).toBe('–');
        else expect(text, id).toMatch(/^\d/);
      });
      all.push(written);
    }
    await expect(figures('webrtc')).toHaveText(measuredRows.map(() => 'does not run here'));
    return all;
  }
});

test('a site without a server measures nothing, and says so', async ({ page, server }) => {
  await page.route('**/learn/reference', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<head>', '<head><meta name="recorded" content="recorded">');
    await route.fulfill({ response, body });
  });
  await open(page, server.origin);
  await expect(page.getByText('Measuring needs a server, and this site has none.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Measure/ })).toHaveText(['Measured here']);
});

test('it prints across, with all columns and without its controls', async ({ page, server }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await open(page, server.origin, `?techniques=${techniqueIds.join(',')},webrtc,webtransport`);
  await expect(heads(page)).toHaveCount(techniqueIds.length + 3);
  await page.emulateMedia({ media: 'print' });
  await expect(searchBox(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /Measure here/ })).toBeHidden();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
  expect(Number(width)).toBeGreaterThan(Number(height));
});

test.describe('axe', () => {
  // axe is put into the page as a script, which the page's own policy would not allow.
  test.use({ bypassCSP: true });

  for (const [width, height] of sizes)
    test(`finds no violation, light and dark, ${width}×${height}`, async ({ page, server }) => {
      test.setTimeout(120_000);
      await page.setViewportSize({ width, height });
      await open(page, server.origin, '?techniques=sse,websocket,push&find=proxy');
      await table(page).getByRole('button', { name: 'nginx' }).first().click();
      expect(await violationsIn(page)).toEqual([]);
      await open(page, server.origin);
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
});
