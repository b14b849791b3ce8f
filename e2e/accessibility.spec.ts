import type { AxeResults } from 'axe-core';
import { techniques } from '@/lib/techniques';
import { allReceived, expect, status, test } from './test';

const axe = require.resolve('axe-core/axe.min.js');

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height, query] of [
    [1440, 900, ''],
    [390, 844, ''],
    [1440, 900, '?present=true'],
    [1440, 900, '?bytesView=split&rate=999'],
  ] as const) {
    test(`axe finds no violation, ${colorScheme}, ${width}×${height} ${query}`, async ({ page, server }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.goto(`${server.origin}/${query}`);
      await allReceived(page, 2);
      await page.addScriptTag({ path: axe });
      const results: AxeResults = await page.evaluate(() =>
        (window as unknown as { axe: typeof import('axe-core') }).axe.run(),
      );
      const found = results.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`,
      );
      expect(found).toEqual([]);
    });
  }
}

test('no part of the page is wider than a phone', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.origin);
  await allReceived(page, 2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the page can be used with the keyboard alone', async ({ page, server }) => {
  await page.goto(server.origin);
  await expect(status(page)).toHaveText('running');
  const reach = async (name: string) => {
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
  };
  await reach('Pause');
  await page.keyboard.press('Enter');
  await expect(status(page)).toHaveText('paused');
  await reach('SSE');
  await page.keyboard.press('Space');
  await expect(page.locator('article')).toHaveCount(techniques.length - 1);
  await reach('Tick rate');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/rate=5/);
});

test('with reduced motion nothing flashes', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.origin}/?rate=20&symbols=1`);
  await allReceived(page, 10);
  const animations = await page.evaluate(() => document.getAnimations().length);
  expect(animations).toBe(0);
});
