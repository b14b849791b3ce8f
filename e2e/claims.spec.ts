import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { isTestable, type TestableClaim } from '@/lib/learn/claim';
import { parseClaims } from '@/lib/learn/claim-table';
import { fromQuery } from '@/lib/scenario/url';
import { expect, test } from './test';

const read = parseClaims(readFileSync('content/en/claims.yaml', 'utf8'));
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const testable = read.table.claims.filter(isTestable);

const secondsOf = ({ runs }: TestableClaim) =>
  runs.reduce((sum, { address }) => sum + fromQuery(address).settings.scenario.length, 0);

/** These prove the way in few seconds: requests, bytes, latency, and two runs that are compared. */
const QUICK = [3, 21, 39, 66];

for (const claim of testable) {
  const { number, verdict } = claim;
  const isQuick = QUICK.includes(number);
  test(`claim ${number} run in its page is ${verdict}${isQuick ? '' : ' @long'}`, async ({
    page,
    server,
  }) => {
    test.setTimeout(60_000 + 2000 * secondsOf(claim));
    await page.goto(`${server.origin}/learn/claims?claim=${number}`);
    await page.getByRole('button', { name: `Run it here, ${secondsOf(claim)} s` }).click();
    const result = page.locator('[data-run-verdict]');
    await expect(result).toBeVisible({ timeout: 30_000 + 2000 * secondsOf(claim) });
    expect(await verdictOf(page), await result.innerText()).toBe(verdict);
  });
}

const verdictOf = (page: Page) => page.locator('[data-run-verdict]').getAttribute('data-run-verdict');
