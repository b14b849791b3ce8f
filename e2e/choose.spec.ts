import type { Page } from '@playwright/test';
import { sizes, violationsIn } from './axe';
import { clipboardText, expect, test } from './test';

const open = async (page: Page, origin: string, query = '') => {
  await page.goto(`${origin}/learn/choose${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which one for my case?');
};

const ranked = (page: Page) =>
  page
    .getByRole('list', { name: 'Ranking' })
    .locator('> li')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-candidate')));

const best = (page: Page) => page.locator('#ranking').getByRole('heading', { level: 2 });

test('answers change the ranking by keyboard, and the focus stays', async ({ page, server }) => {
  await open(page, server.origin);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(best(page)).toHaveText('Nothing is answered yet');
  const direction = page.getByRole('group', { name: 'Who has news?' });
  await direction.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await expect(best(page)).toHaveText('4 fit equally well so far');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(direction.getByRole('radio', { name: 'both, all the time' })).toBeFocused();
  await expect(best(page)).toHaveText('WebSocket fits best');
  expect((await ranked(page))[0]).toBe('websocket');
  const sse = page.locator('[data-candidate="sse"]');
  await expect(sse).toContainText('meets 0 of 1');
  await expect(sse.locator('[data-reason="request-each"]')).toBeVisible();
  await expect(page).toHaveURL(/\?direction=both$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(direction.getByRole('radio').first()).toBeFocused();
  await expect(best(page)).toHaveText('Nothing is answered yet');
  await expect(page).toHaveURL(/\/choose$/);
});

test('a known case is answered, its reasons lead to where they can be checked, and its link gives it again', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, server.origin);
  const cases = page.getByRole('combobox', { name: 'Try a known case' });
  await cases.selectOption({ label: 'Prices of 50 stocks to 100,000 readers, twice a second' });
  await expect(best(page)).toHaveText('SSE fits best');
  await expect(page.locator('[data-candidate="sse"]')).toContainText('meets 7 of 7');
  await expect(page.locator('[data-candidate="webrtc"]')).toContainText('not run in the playground');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await clipboardText(page);
  await page.goto(link);
  await expect(best(page)).toHaveText('SSE fits best');
  await expect(cases).toHaveValue('prices');
  await page
    .locator('[data-candidate="sse"] [data-reason="resumes-itself"]')
    .getByRole('link', { name: /^Claim 40/ })
    .click();
  await expect(page.locator('[data-claim="40"]')).toBeVisible();
  await page.goBack();
  await expect(best(page)).toHaveText('SSE fits best');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(best(page)).toHaveText('Nothing is answered yet');
  await open(page, server.origin, '?late=never');
  await expect(page.getByText('late=never (allowed: unknown or minutes', { exact: false })).toBeVisible();
});

test('a case runs in the playground', async ({ page, server }) => {
  await open(page, server.origin, '?direction=down&rate=many&late=soon');
  await page.getByRole('link', { name: 'Run my case in the playground' }).click();
  await expect(page).toHaveURL(/techniques=.*sse.*&rate=20/);
  await expect(page.locator('[data-priced="true"]')).toHaveCount(4, { timeout: 30_000 });
});

test('every link of every reason leads to a page that there is', async ({ page, server }) => {
  const found = new Set<string>();
  for (const ends of ['page', 'peers', 'servers', 'closed']) {
    await open(page, server.origin, `?ends=${ends}&direction=both&late=instant&proxies=hostile`);
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(4);
    const links = page.locator('[data-reason] a');
    for (const href of await links.evaluateAll((all) => all.map((one) => one.getAttribute('href'))))
      found.add(href ?? '');
  }
  expect(found.size).toBeGreaterThan(10);
  for (const href of found) expect((await page.request.get(server.origin + href)).status(), href).toBe(200);
});

test('prints what was answered and the ranking, and no buttons', async ({ page, server }) => {
  await open(page, server.origin, '?direction=both');
  await expect(best(page)).toHaveText('WebSocket fits best');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('group', { name: 'Who has news?' })).toBeVisible();
  await expect(page.getByText('both, all the time')).toBeVisible();
  await expect(page.getByText('the server', { exact: true })).toBeHidden();
  await expect(page.getByRole('group', { name: 'What is it?' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Start over' })).toBeHidden();
  await expect(page.locator('[data-candidate="websocket"]')).toBeVisible();
});

test.describe('axe', () => {
  // axe is put into the page as a script, which the page's own policy would not allow.
  test.use({ bypassCSP: true });

  for (const [width, height] of sizes)
    test(`finds no violation, light and dark, ${width}×${height}, and nothing is wider`, async ({
      page,
      server,
    }) => {
      test.setTimeout(120_000);
      await page.setViewportSize({ width, height });
      for (const query of ['', '?ends=page&direction=down&late=soon&readers=crowd&proxies=hostile']) {
        await open(page, server.origin, query);
        await expect(page.getByRole('list', { name: 'Ranking' })).toBeVisible();
        expect(await violationsIn(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });
});
