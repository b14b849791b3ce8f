import { violationsIn } from './axe';
import { expect, test } from './test';

// The certificate is one that the server makes for itself. axe is put into the page as a script.
test.use({ ignoreHTTPSErrors: true, bypassCSP: true });

const bytes = (text: string) => Number(/took ([\d.,]+)/.exec(text)?.[1]?.replace(',', ''));

test('HTTP/1.1 and HTTP/2 are measured in two windows, and compared when both have been', async ({
  page,
  ownServer,
}) => {
  const server = await ownServer({ TLS_PORT: '0', TLS_FOLDER: test.info().outputPath('tls') });
  await page.goto(`${server.origin}/experiments/http-versions`);
  await page.getByRole('button', { name: 'Measure HTTP/1.1' }).click();
  await expect(page.getByText('Measure the other one too')).toBeVisible({ timeout: 40_000 });
  await expect(page).toHaveURL(/http1=\d/);
  await page.getByRole('link', { name: 'Go on over HTTP/2' }).click();
  await page.getByRole('button', { name: 'Measure HTTP/2' }).click();
  const poll = page.getByText(/^An empty poll took/);
  await expect(poll).toBeVisible({ timeout: 40_000 });
  const [first, second] = (await poll.innerText()).split(' and ');
  expect(bytes(first ?? '')).toBeGreaterThan(500);
  expect(second).toMatch(/over HTTP\/2: [34567]\.\d.times less\.$/);
  await expect(page.getByText(/^An event of SSE took/)).toContainText('over HTTP/2');
  // What the other window has measured is told from what this one has.
  await expect(page.getByRole('columnheader', { name: 'HTTP/1.1' })).toContainText('from the link');
  await expect(page.getByRole('columnheader', { name: 'HTTP/2' })).not.toContainText('from the link');
  expect(await violationsIn(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsIn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  // The link tells all of it.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByText(/^An empty poll took/)).toHaveText(await poll.innerText());
});
