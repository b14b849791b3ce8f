import type { Page } from '@playwright/test';
import { violationsIn } from './axe';
import { expect, test } from './test';

// axe is put into the page as a script, which the page's own policy would not allow.
test.use({ bypassCSP: true });

const open = async (page: Page, origin: string, query = '') => {
  await page.goto(`${origin}/learn/interview${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Interview');
};
const cards = (page: Page) => page.getByRole('list', { name: 'Cards' }).locator('> li');

test('cards are searched and filtered, and what is open stands in the address', async ({ page, server }) => {
  await open(page, server.origin);
  await expect(cards(page)).toHaveCount(41);
  await page.getByRole('searchbox').fill('heartbeat deadline');
  await expect(page.getByText(/^\d+ of 41$/)).toBeVisible();
  const found = await cards(page).count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(10);
  await page.getByRole('button', { name: 'Protocol', exact: true }).click();
  await page.getByRole('searchbox').fill('masked');
  await cards(page).getByRole('button').click();
  await expect(page.getByRole('heading', { name: 'Common wrong answer' })).toBeVisible();
  await expect(page).toHaveURL(/topic=protocol.*card=masking/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Common wrong answer' })).toBeVisible();
  await page.getByRole('searchbox').fill('no such word anywhere');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(cards(page)).toHaveCount(41);
});

test('what a card shows opens in the playground as it is asked for', async ({ page, server }) => {
  await open(page, server.origin, '?card=masking');
  await page.getByRole('link', { name: 'Show me' }).click();
  await expect(page).toHaveURL(/\/\?techniques=websocket&trader=true/);
  await expect(page.locator('[data-priced="true"]')).toHaveCount(1);
});

test('practice goes by keyboard, is remembered, and can be forgotten', async ({ page, server }) => {
  await open(page, server.origin, '?mode=practice&minutes=1&topic=protocol');
  await expect(page.getByText(/cards to ask today/)).toBeVisible();
  await page.keyboard.press('Space');
  const card = page.getByRole('article');
  const question = await card.getByRole('heading', { level: 2 }).textContent();
  await expect(page.getByRole('timer')).toHaveText(/^(1:00|0:59)$/);
  // What is not seen cannot be marked.
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', { name: 'A good answer' })).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { name: 'A good answer' })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveCount(0);
  await card.getByRole('checkbox').first().check();
  await expect(page.getByText('Your ticks say: partly.')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('This card comes back tomorrow.')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(card.getByRole('heading', { level: 2 })).not.toHaveText(question ?? '');
  await page.keyboard.press('Space');
  await page.keyboard.press('3');
  await expect(page.getByText('This card comes back in 3 days.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 of 41 had, 0 partly, 1 missed', { exact: false })).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export my marks' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^interview-marks-.*\.json$/);
  await page.getByRole('button', { name: 'Forget my marks' }).click();
  await expect(page.getByText('Kept in this browser only', { exact: false })).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('interview-marks'))).toBeNull();
});

test('a card that was missed is the first the next day', async ({ page, server }) => {
  await page.clock.install({ time: new Date('2026-03-04T10:00:00') });
  await open(page, server.origin, '?mode=practice');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.keyboard.press('ArrowRight');
  const second = await page.getByRole('article').getByRole('heading', { level: 2 }).textContent();
  await page.keyboard.press('Space');
  await page.keyboard.press('1');
  await page.clock.setFixedTime(new Date('2026-03-05T08:00:00'));
  await page.reload();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toHaveText(second ?? '');
});

test('the cheat sheet is blank without a run, has its figures after one, and is one page', async ({
  page,
  server,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${server.origin}/learn/interview/cheat-sheet`);
  const cells = page.locator('td[data-figure]');
  await expect(page.getByText('Not measured yet', { exact: false })).toBeVisible();
  for (const text of await cells.allTextContents()) expect(text).toBe('to be filled in');
  expect(await pages(page)).toBe(1);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/Measured .* in this browser: .*, round trip 200/)).toBeVisible({
    timeout: 90_000,
  });
  for (const text of await page.locator('td[data-figure="requests"]').allTextContents())
    expect(text).toMatch(/^\d+$/);
  expect(await pages(page)).toBe(1);
  await page.reload();
  await expect(page.getByText(/Measured .* in this browser/)).toBeVisible();
});

/** How many sheets of paper it takes. */
async function pages(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

test('axe finds no violation in cards, practice and cheat sheet, and nothing is wider than a phone', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000);
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await open(page, server.origin, '?card=masking');
    await expect(page.getByRole('heading', { name: 'Common wrong answer' })).toBeVisible();
    expect(await violationsIn(page)).toEqual([]);
    await open(page, server.origin, '?mode=practice');
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('button', { name: 'Show the answer' }).click();
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.goto(`${server.origin}/learn/interview/cheat-sheet`);
    await expect(page.getByRole('article', { name: 'Cheat sheet' })).toBeVisible();
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});
