import { readFileSync } from 'node:fs';
import { isTestable, type TestableClaim } from '@/lib/learn/claim';
import { parseClaims } from '@/lib/learn/claim-table';
import { fromQuery } from '@/lib/scenario/url';
import { expect, test } from './test';

const read = parseClaims(readFileSync('content/en/claims.yaml', 'utf8'));
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const testable = read.table.claims.filter(isTestable);

const secondsOf = ({ runs }: TestableClaim) =>
  runs.reduce((sum, { address }) => sum + fromQuery(address).settings.scenario.length, 0);

const TRIES = 3;

/** What a run says that shows nothing. */
const CANNOT_TELL = 'none';

/** These prove the way in few seconds: requests, bytes, latency, and two runs that are compared. */
const QUICK = [3, 21, 39, 66];

for (const claim of testable) {
  const { number, verdict } = claim;
  const isQuick = QUICK.includes(number);
  test(`claim ${number} run in its page is ${verdict}${isQuick ? '' : ' @long'}`, async ({
    page,
    server,
  }) => {
    const patience = 30_000 + 2000 * secondsOf(claim);
    test.setTimeout(TRIES * patience + 30_000);
    let found: string | null = null;
    let said = '';
    // A run that cannot tell, on a machine that had no time for it, is made again; another verdict never is.
    for (let tries = 0; tries < TRIES && (found === null || found === CANNOT_TELL); tries++) {
      await page.goto(`${server.origin}/learn/claims?claim=${number}`);
      await page.getByRole('button', { name: `Run it here, ${secondsOf(claim)} s` }).click();
      const result = page.locator('[data-run-verdict]');
      await expect(result).toBeVisible({ timeout: patience });
      found = await result.getAttribute('data-run-verdict');
      said = await result.innerText();
    }
    expect(found, said).toBe(verdict);
  });
}
