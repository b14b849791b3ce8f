import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { techniques } from '@/lib/techniques';
import { pathOfProgram } from '@/server/testing/programs';
import { everyTechnique, expect, serverTest } from './test';

const executablePath = pathOfProgram('firefox-esr') ?? pathOfProgram('firefox');

/** Tests in Firefox, by WebDriver BiDi, which Playwright does not speak to a Firefox that is installed. */
const test = serverTest.extend<{ firefox: Browser; firefoxPage: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: the first parameter tells Playwright what a fixture needs
  firefox: async ({}, use, { outputDir }) => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      ...(executablePath ? { executablePath } : {}),
      headless: true,
      defaultViewport: { width: 1440, height: 900 },
      extraPrefsFirefox: {
        'browser.download.folderList': 2,
        'browser.download.dir': outputDir,
        // Lets a test read what the page has put on the clipboard.
        'dom.events.testing.asyncClipboard': true,
      },
    });
    await use(browser);
    await browser.close();
  },
  /** A page whose console has to stay silent. */
  firefoxPage: async ({ firefox }, use) => {
    const page = await firefox.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error instanceof Error ? error.message : error}`));
    await use(page);
    expect(said).toEqual([]);
  },
});
// One after the other: each starts a browser.
test.describe.configure({ mode: 'default' });
test.skip(!executablePath, 'firefox-esr is not installed');

test('Firefox: every lane receives, and its figures move', async ({ firefoxPage: page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=10`);
  await allReceived(page, 10);
  const before = await figures(page, 'ticks');
  await expect
    .poll(async () => (await figures(page, 'ticks')).every((count, lane) => count > (before[lane] ?? 0)))
    .toBe(true);
  const orders = await page.$$eval('article [data-order]', (lanes) =>
    lanes.map((lane) => lane.getAttribute('data-order')),
  );
  expect(orders).toEqual(techniques.map(() => 'whole'));
});

test('Firefox: the wire is drawn, and moves', async ({ firefoxPage: page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&wire=true&rate=20`);
  await allReceived(page, 20);
  const canvas = await page.waitForSelector('[aria-label^="Sequence diagram"] canvas');
  const picture = async () => (await canvas?.screenshot({ encoding: 'base64' })) ?? '';
  // Each lane has a colour of its own.
  await expect.poll(async () => colours(page, await picture())).toBeGreaterThan(techniques.length);
  const before = await picture();
  await expect.poll(picture).not.toBe(before);
});

test('Firefox: the scoreboard is copied and saved', async ({ firefoxPage: page, server }, { outputDir }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&length=2&rate=10`);
  await expect.poll(() => texts(page, '[data-status]'), { timeout: 30_000 }).toEqual(['finished']);

  await page.locator('::-p-aria(Copy as Markdown)').click();
  await expect.poll(() => texts(page, '[aria-label="Scoreboard"] [role="status"]')).toEqual(['copied']);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  for (const { name } of techniques) expect(markdown).toContain(name);

  // Named by scenario and time.
  const saved = async (ending: string) => {
    const name = (await readdir(outputDir)).find((file) => file.endsWith(ending));
    return name ? readFile(join(outputDir, name), 'utf8') : '';
  };
  await page.locator('::-p-aria([name="CSV"][role="button"])').click();
  await expect.poll(() => saved('.csv')).toMatch(/\n1,requests,count,/);
  await page.locator('::-p-aria([name="JSON"][role="button"])').click();
  await expect.poll(() => saved('.json')).toMatch(/\}\s*$/);
  const json = JSON.parse(await saved('.json'));
  expect(json.scenario.rate).toBe(10);
  expect(techniques.map(({ id }) => json.techniques[id].bytes)).toEqual(await figures(page, 'bytes'));
});

test('Firefox: of eight streams over HTTP/1.1 six open, and WebSockets when they let one go', async ({
  firefoxPage: page,
  server,
}) => {
  await page.goto(`${server.origin}/experiments/six-connections?own=true`);
  await expect
    .poll(() => texts(page, '[data-verdict="true"] p'), { timeout: 40_000 })
    .toContain(
      'Over HTTP/1.1, 6 of 8 streams opened, 2 waited. The server counted 6 streams in 6 connections.',
    );
  // Here a WebSocket needs one of the six to begin with, and none once it is open.
  expect(await texts(page, '[data-verdict="true"] p')).toContain('Of 20 WebSockets, 0 opened meanwhile.');
  for (let closed = 0; closed < 4; closed++) await page.locator('::-p-text(Close one stream)').click();
  await expect
    .poll(async () => (await texts(page, '[aria-label="WebSockets"] b'))[0], { timeout: 15_000 })
    .toBe('20 of 20');
});

const texts = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (elements) => elements.map(({ textContent }) => textContent?.trim() ?? ''));

/** A figure of each lane, as the scoreboard has it. */
function figures(page: Page, key: string): Promise<number[]> {
  return page.$$eval(`tr[data-figure="${key}"] td[data-technique]`, (cells) =>
    cells.map((cell) => Number(cell.getAttribute('data-value'))),
  );
}

async function allReceived(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => (await figures(page, 'ticks')).map((received) => received >= count), {
      timeout: 30_000,
    })
    .toEqual(techniques.map(() => true));
}

/** How many colours a picture has. @param png in base64 */
function colours(page: Page, png: string): Promise<number> {
  return page.evaluate(async (source) => {
    // Not fetched: the page's policy forbids that.
    const bytes = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    return new Set(new Uint32Array(data.buffer)).size;
  }, png);
}

test('Firefox: a wrong content type, and the size that is told of an answer', async ({ firefox, server }) => {
  // Not the page with the silent console: Firefox says there that it has given the stream up.
  const page = await firefox.newPage();
  await page.goto(`${server.origin}/experiments/operators`);
  for (const [id, words] of [
    ['content-type', /text\/plain 0 events, after 1 request, and gave up for good/],
    ['transfer-size', /transferSize is the body and 300 B each time/],
  ] as const) {
    await page.$eval(`#${id} button`, (button) => button.click());
    await page.waitForSelector(`#${id} [data-kind]`, { timeout: 30_000 });
    expect(await page.$eval(`#${id} [data-kind]`, ({ textContent }) => textContent)).toMatch(words);
  }
});
