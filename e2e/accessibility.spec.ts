import type { Locator, Page } from '@playwright/test';
import { techniques } from '@/lib/techniques';
import { violationsIn } from './axe';
import { allReceived, everyTechnique, expect, status, test } from './test';

// axe is put into the page as a script, which the page's own policy would not allow.
test.use({ bypassCSP: true });

for (const [width, height, query] of [
  [1440, 900, ''],
  [390, 844, ''],
  [1440, 900, `?${everyTechnique}&rate=999`],
  [390, 844, '?trader=true'],
] as const) {
  test(`axe finds no violation, light and dark, ${width}×${height} ${query}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${server.origin}/${query}`);
    await expect(page.locator('[data-priced="true"]')).not.toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('Measured so far', {
      timeout: 60_000,
    });
    expect(await violationsIn(page)).toEqual([]);
  });
}

test('axe finds no violation on a projector, covered and revealed, light and dark', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`${server.origin}/?present=true&rate=20`);
  await expect(page.getByRole('button', { name: /Reveal the answer/ })).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  // A guess for each raised hand, then the answer.
  await page.keyboard.press('q');
  await page.keyboard.press('q');
  await expect(page.getByText('2 have guessed')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByText('Measured so far')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('figure', { name: 'How late is a price?' })).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  await page.keyboard.press('c');
  await expect(page.getByRole('figure', { name: 'How is lateness spread?' })).toBeVisible();
  // Nothing scrolls, and nothing is cut off at the lower edge.
  const heights = () => page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  const [height, seen] = await heights();
  expect(height).toBe(seen);
  // An arrow's bytes are shown over it, and closed without leaving.
  await page.getByRole('button', { name: 'Follow a price' }).press('Enter');
  const bytes = page.getByRole('dialog', { name: 'Bytes' });
  await expect(bytes.getByRole('row').first()).toBeVisible();
  expect(await heights()).toEqual([seen, seen]);
  expect(await violationsIn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(bytes).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Present', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Present' })).toBeVisible();
});

test('axe finds no violation in the load lab, empty and with results, light and dark', async ({
  page,
  server,
}) => {
  // The whole page is looked at eight times.
  test.setTimeout(180_000);
  await page.goto(`${server.origin}/lab?clients=10&seconds=1&techniques=sse,websocket&burst=1`);
  await expect(status(page)).toHaveText('ready');
  expect(await violationsIn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 50_000 });
  await page.getByText('How it is calculated').click();
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test('no part of the page is wider than a phone', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.origin}/?${everyTechnique}`);
  await allReceived(page, 2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

/** Presses Tab until what has this name has the focus. */
async function reachByTab(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label?.trim() ?? '';
    });
    if (focused === name) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test('the page can be used with the keyboard alone', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}`);
  await expect(status(page)).toHaveText('running');
  const reach = (name: string) => reachByTab(page, name);
  await reach('Pause');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('paused');
  await reach('New prices');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/rate=5/);
  await reach('All settings');
  await page.keyboard.press('Enter');
  // It comes when it is asked for, and takes the focus.
  await expect(page.getByRole('region', { name: 'All settings' })).toBeFocused();
  await reach('SSE');
  await page.keyboard.press('Space');
  await expect(page.locator('article')).toHaveCount(techniques.length - 1);
});

test('the load lab can be used with the keyboard alone', async ({ page, server }) => {
  await page.goto(`${server.origin}/lab?clients=1&seconds=1&techniques=sse`);
  await expect(status(page)).toHaveText('ready');
  await reachByTab(page, 'New prices');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/rate=20/);
  // Around the page, back to its top.
  await reachByTab(page, 'Measure');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Runs' })).toContainText('complete', { timeout: 30_000 });
  await reachByTab(page, 'Users at once');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Projection', exact: true })).toContainText('changed by you');
});

test('with reduced motion nothing flashes', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&symbols=1`);
  await allReceived(page, 10);
  const animations = await page.evaluate(() => document.getAnimations().length);
  expect(animations).toBe(0);
});

/** The colours that an element is drawn in. */
const colors = (element: Locator) =>
  element.evaluate((node) => {
    const { color, backgroundColor, outlineColor, outlineStyle } = getComputedStyle(node);
    return { color, backgroundColor, outlineColor, outlineStyle };
  });

test('where colours are forced, what is chosen, pressed, current or has the focus is told apart', async ({
  page,
  server,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${server.origin}/?rtt=1000&rate=1`);
  const guessed = page.locator('label', { has: page.getByRole('radio', { name: 'SSE' }) });
  const other = page.locator('label', { has: page.getByRole('radio', { name: 'WebSocket' }) });
  await guessed.click();
  const site = page.getByRole('navigation', { name: 'Site' });
  const lasting = page.getByRole('group', { name: 'Time in sight' });
  for (const [chosen, unchosen] of [
    [guessed, other],
    [site.getByRole('link', { name: 'Playground' }), site.getByRole('link', { name: 'Learn' })],
    [lasting.locator('[aria-pressed="true"]'), lasting.locator('[aria-pressed="false"]').first()],
  ] as const) {
    const [one, another] = [await colors(chosen), await colors(unchosen)];
    expect(one.backgroundColor).not.toBe(another.backgroundColor);
    expect(one.color).not.toBe(one.backgroundColor);
  }
  for (const name of ['Learn', 'Playground']) {
    const link = site.getByRole('link', { name });
    await link.focus();
    await page.keyboard.press('Shift');
    const { outlineStyle, outlineColor, backgroundColor } = await colors(link);
    expect(outlineStyle).toBe('solid');
    expect(outlineColor).not.toBe(backgroundColor);
  }
});

for (const path of ['/', '/lab', '/learn', '/experiments']) {
  test(`${path} does not scroll sideways at 320 px, nor where everything or all type is twice as large`, async ({
    page,
    server,
  }) => {
    // A page of 1280 px whose zoom is 200 % has 640; its root has 14 px.
    for (const [width, type] of [
      [320, 14],
      [640, 14],
      [1280, 28],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.origin}${path}`);
      await page.addStyleTag({ content: `:root { font-size: ${type}px !important }` });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/') await expect(page.locator('[data-priced="true"]')).not.toHaveCount(0);
      if (path === '/')
        await expect(page.getByRole('region', { name: 'Scoreboard', exact: true })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}
