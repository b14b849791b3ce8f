import type { Page } from '@playwright/test';
import { sizes, violationsIn } from './axe';
import { clipboardText, expect, test } from './test';

const open = async (page: Page, origin: string, query = '') => {
  await page.goto(`${origin}/learn/claims${query}`);
  await expect(page.getByRole('heading', { name: 'What tutorials say, tested here' })).toBeAttached();
};

const card = (page: Page, number: number) => page.locator(`[data-claim="${number}"]`);

test('a verdict is hidden until it is guessed, and the guess is remembered', async ({ page, server }) => {
  await open(page, server.origin, '?claim=19');
  await expect(card(page, 19)).not.toContainText('One request for each piece of news');
  await card(page, 19).getByRole('button', { name: 'Half true' }).click();
  await expect(card(page, 19)).toContainText('It depends');
  await expect(card(page, 19)).toContainText('you said: ◐ Half true');
  await expect(card(page, 19)).toContainText('One request for each piece of news');
  await page.reload();
  await expect(card(page, 19)).toContainText('you said: ◐ Half true');
  await page.getByRole('link', { name: /^21 / }).click();
  await expect(card(page, 21)).not.toContainText('HTTP/1.1 connections persist');
});

test('claims are searched and filtered, all of it in the address, which can be copied', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, server.origin);
  await page.getByRole('searchbox', { name: 'Search claims' }).fill('connection');
  await page.getByRole('combobox', { name: 'Group' }).selectOption('Long polling');
  const listed = page.getByRole('listitem').filter({ has: page.locator('a[href*="claim="]') });
  await expect(listed).toHaveCount(4);
  await page
    .getByRole('group', { name: 'Verdict', exact: true })
    .getByRole('button', { name: 'False' })
    .click();
  await expect(listed).toHaveCount(1);
  await expect(page).toHaveURL(/verdict=false&group=long-polling&find=connection/);
  await listed.getByRole('link').click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await clipboardText(page);
  expect(link).toContain('claim=21');
  await page.goto(link);
  await expect(card(page, 21)).toBeVisible();
  await expect(listed).toHaveCount(1);
  await page.goto(`${server.origin}/learn/claims?verdict=wrong`);
  await expect(page.getByText('verdict=wrong (allowed: any or true or half')).toBeVisible();
});

test('a claim without a run says why, and has its source', async ({ page, server }) => {
  await open(page, server.origin, '?claim=65&show=true');
  await expect(card(page, 65)).toContainText('No run here tests it');
  await expect(card(page, 65).getByRole('link', { name: /eight addresses/ })).toHaveAttribute(
    'href',
    '/experiments/operators#four-tuple',
  );
  await expect(card(page, 65).getByRole('link', { name: /RFC 9293/ })).toBeVisible();
});

test('on a phone there is the list, then the claim, and Back leads to the list', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, server.origin);
  await expect(page.locator('[data-claim]')).toBeHidden();
  await page.getByRole('link', { name: /^2 / }).click();
  await expect(card(page, 2)).toBeVisible();
  await expect(card(page, 2).getByRole('heading', { level: 2 })).toBeFocused();
  await expect(page.getByRole('link', { name: /^3 / })).toBeHidden();
  await page.goBack();
  await expect(page.getByRole('link', { name: /^3 / })).toBeVisible();
  await page.goForward();
  await page.getByRole('button', { name: 'All claims' }).click();
  await expect(page.getByRole('link', { name: /^3 / })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a claim is found, opened and guessed with the keyboard alone, and prints without its buttons', async ({
  page,
  server,
}) => {
  await open(page, server.origin);
  await page.getByRole('searchbox', { name: 'Search claims' }).focus();
  await page.keyboard.type('simplex');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(card(page, 57).getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(card(page, 57)).toContainText('you said: ✓ True');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('searchbox')).toBeHidden();
  await expect(page.getByRole('button', { name: /Run it here/ })).toBeHidden();
  await expect(card(page, 57)).toContainText('Simplex means one direction only');
});

test.describe('axe', () => {
  // axe is put into the page as a script, which the page's own policy would not allow.
  test.use({ bypassCSP: true });

  for (const [width, height] of sizes)
    test(`finds no violation, light and dark, ${width}×${height}: list, guess, verdicts, a result`, async ({
      page,
      server,
    }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height });
      for (const query of ['', '?claim=19', '?claim=65&show=true']) {
        await open(page, server.origin, query);
        expect(await violationsIn(page)).toEqual([]);
      }
      await open(page, server.origin, '?claim=21');
      await page.getByRole('button', { name: /Run it here/ }).click();
      await expect(page.locator('[data-run-verdict]')).toBeVisible({ timeout: 60_000 });
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
});
