import type { ConsoleMessage, Page } from '@playwright/test';
import { sizes, violationsIn } from './axe';
import { expect, test } from './test';

// axe is put into the page as a script, which the page's own policy would not allow.
test.use({ bypassCSP: true });

/** What the browser itself says of a connection that is refused or cut, which these experiments are about. */
const ofBrowser = [
  /ERR_INCOMPLETE_CHUNKED_ENCODING/,
  /Unexpected response code: 426/,
  /EventSource's response has a MIME type \("text\/plain"\)/,
];

/** Listens to what else the console says. */
function consoleOf(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (!ofBrowser.some((expected) => expected.test(message.text()))) said.push(message.text());
  });
  return said;
}

/** Experiments of the page, and what their verdicts say of this browser. */
const experiments = [
  ['idle-limit', /SSE, silent: closed after .* a ping every second: still open/],
  ['no-upgrade', /code 1006, no reason.* SSE through the same proxy brought \d+ messages/],
  ['buffering', /Typically late: straight .* through the proxy/],
  ['no-cursor', /without a cursor never saw \d+, the one with a cursor 0\./],
  ['not-modified', /of 24 answers were a 304/],
  ['four-tuple', /\d connections stood at once/],
  ['handshake-key', /A key of 16 bytes was answered 101, with the value that was computed here/],
  ['content-type', /as text\/plain 0 events, after 1 request, and gave up for good/],
  ['half-event', /the events 1, 2, 3, 4, 5, 6\. .* Last-Event-ID: 3/],
  ['idle-bytes', /Calculated for a minute/],
  ['transfer-size', /transferSize is the body and 300 B each time/],
] as const;

test('each of the operators’ experiments is run, and its verdict is what was measured', async ({
  page,
  server,
  silence,
}) => {
  // Together they take more than a minute.
  test.setTimeout(240_000);
  silence.expectNoise();
  const said = consoleOf(page);
  await page.goto(`${server.origin}/experiments/operators`);
  for (const [id, words] of experiments) {
    const section = page.locator(`section#${id}`);
    await section.getByRole('button', { name: 'Run' }).click();
    await expect(section).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expect(section.locator('[data-kind]')).toHaveText(words);
    await expect(section.locator('[data-kind]')).toHaveAttribute('data-kind', 'so');
  }
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    expect(await violationsIn(page)).toEqual([]);
    // Tables scroll by themselves; the page does not sideways.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  expect(said).toEqual([]);
});

test('a key of one’s own is tried, and one run stops another', async ({ page, server }) => {
  await page.goto(`${server.origin}/experiments/operators#handshake-key`);
  const handshake = page.locator('section#handshake-key');
  await handshake.getByLabel('Sec-WebSocket-Key').fill('not a key');
  await handshake.getByRole('button', { name: 'Run' }).click();
  await expect(handshake).toContainText('at most 64 visible ASCII characters');
  await handshake.getByLabel('Sec-WebSocket-Key').fill('dGhlIHNhbXBsZQ==');
  await handshake.getByRole('button', { name: 'Again' }).click();
  await expect(handshake).toContainText('A key of 10 bytes was answered 400: no handshake.');

  const cursor = page.locator('section#no-cursor');
  await cursor.getByRole('button', { name: 'Run' }).click();
  await expect(cursor).toHaveAttribute('data-state', 'running');
  await page.locator('section#not-modified').getByRole('button', { name: 'Run' }).click();
  await expect(cursor).toHaveAttribute('data-state', 'done');
  await expect(cursor).toContainText('It was ended before there was an answer.');
  await page.locator('section#not-modified').getByRole('button', { name: 'Stop' }).click();
  await expect(page.locator('section#not-modified')).toHaveAttribute('data-state', 'done');
});

test('the server forgets a run as soon as its page is left', async ({ page, server }) => {
  await page.goto(`${server.origin}/experiments/operators`);
  const opened = page.waitForResponse(/\/operators\/open/);
  await page.locator('section#idle-bytes').getByRole('button', { name: 'Run' }).click();
  const { market } = await (await opened).json();
  const address = `${server.origin}/api/experiments/operators/counts?market=${market}`;
  expect((await page.request.get(address)).status()).toBe(200);
  await page.goto(`${server.origin}/experiments`);
  // By itself it would stay for a minute.
  await expect.poll(async () => (await page.request.get(address)).status(), { timeout: 15_000 }).toBe(404);
});

test('the size of an answer is told where the browser’s list of answers was full', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/experiments/operators`);
  // Browsers keep 250 of them.
  await page.evaluate(async () => {
    for (let i = 0; i < 260; i++) await (await fetch('/healthz')).text();
  });
  const section = page.locator('section#transfer-size');
  await section.getByRole('button', { name: 'Run' }).click();
  await expect(section.locator('[data-kind]')).toHaveAttribute('data-kind', 'so', { timeout: 30_000 });
});
