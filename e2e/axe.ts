import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

/** The two windows in which a page is looked at. */
export const sizes = [
  [1440, 900],
  [390, 844],
] as const;

const axe = require.resolve('axe-core/axe.min.js');

/** What axe finds wrong with the page, in its light and in its dark colours. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const results: AxeResults = await page.evaluate(() =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(),
    );
    for (const { id, nodes } of results.violations) {
      found.push(`${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    }
  }
  return found;
}
