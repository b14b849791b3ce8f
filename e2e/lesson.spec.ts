import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { lessonText } from '@/lib/learn/lesson.fixture';
import { toFragment } from '@/lib/learn/lesson-link';
import { expect, test } from './test';

// axe is put into the page as a script, which the page's own policy would not allow.
test.use({ bypassCSP: true });

const axe = require.resolve('axe-core/axe.min.js');

const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

test('a lesson by link is played by keyboard to what was measured, and axe finds nothing in its steps', async ({
  page,
  server,
}) => {
  // The page is looked at twelve times.
  test.setTimeout(180_000);
  await page.goto(`${server.origin}/learn/lesson#${await toFragment(lessonText)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Who pays for asking?' })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('radio', { name: 'the same' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Lock my guess and run' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('You expected')).toBeVisible();
  // It is locked, and figures are hidden while it runs.
  await expect(page.getByRole('radio')).toHaveCount(0);
  await expect(page.locator('[data-priced="true"]')).toHaveCount(3);
  await expect(page.getByText('typical latency').first()).toBeHidden();
  await page.getByRole('button', { name: /Follow a price/ }).press('ArrowUp');
  await expect(page.getByRole('status', { name: 'Followed price' })).toHaveText(/^[A-Z]+ [\d.]+$/);
  expect(await violations(page)).toEqual([]);

  const measured = page.getByRole('region', { name: 'Measured' });
  await expect(measured).toHaveAttribute('data-measured', 'choice', { timeout: 60_000 });
  await expect(measured).toContainText(/\d+\sB against \d+\sB: \d+(\.\d)?\stimes\./);
  await page.getByText('What would a 304 save?').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The body, not the head.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a lesson by link with an error in it says what is wrong, and where', async ({ page, server }) => {
  const wrong = lessonText.replace('websocket < 1.25', 'websockets < 1.25');
  const line = wrong.split('\n').findIndex((text) => text.includes('websockets')) + 1;
  await page.goto(`${server.origin}/learn/lesson#${await toFragment(wrong)}`);
  await expect(page.getByText(`Line ${line}:`)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '“websockets” is no technique' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto('about:blank');
  await page.goto(`${server.origin}/learn/lesson#abcd`);
  await expect(page.getByText('The link is damaged')).toBeVisible();
});

test('a lesson of the site is there by its name, and begins by itself for nobody', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/learn/lessons/asking`);
  await expect(page.getByText(/^All lessons · Lesson 1 of/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Lock my guess and run' })).toBeDisabled();
  await expect(page.locator('[data-run="ready"]')).toBeVisible();
});

/** What axe finds wrong with the page, on a desktop and on a phone, in both of its themes. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const results: AxeResults = await page.evaluate(() =>
        (window as unknown as { axe: typeof import('axe-core') }).axe.run(),
      );
      for (const { id, nodes } of results.violations)
        found.push(`${width} ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    }
  }
  return found;
}
