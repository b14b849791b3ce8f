import type { Page } from '@playwright/test';
import { techniques } from '@/lib/techniques';
import { allReceived, everyTechnique, expect, figure, status, test } from './test';

test('what is seen on the wire adds up to the figures of the lane, to the byte', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&length=6&rate=5`);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  for (const { id } of techniques) {
    // Both go on for a moment: the last report of either comes when the run is over.
    const seen = page.locator(`[data-captured="${id}"]`);
    await everyByte(page).scrollIntoViewIfNeeded();
    const missing = async () =>
      (await figure(page, id, 'bytes')) - Number(await seen.getAttribute('data-bytes'));
    await expect.poll(missing).toBe(0);
  }
});

test('every technique shows its exchanges, and each can be read byte for byte', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5`);
  await allReceived(page, 20);
  await page.getByRole('button', { name: 'Hold' }).click();
  // The table is made where it can be seen.
  await everyByte(page).scrollIntoViewIfNeeded();
  const inspector = page.getByRole('region', { name: 'Wire inspector' });
  for (const { id, name } of techniques) {
    const row = page.locator(`tr[data-technique="${id}"] button`, { hasText: 'tick' }).first();
    await row.click();
    await expect(inspector.getByRole('heading')).toContainText(name);
    await expect(inspector.getByRole('row').filter({ hasText: '{"seq":' }).first()).toBeVisible();
    await expect(inspector).toContainText(/payload \+ .* overhead/);
  }
  await inspector.getByRole('button', { name: 'hex' }).click();
  await expect(inspector.getByRole('row').filter({ hasText: '7b 22 73 65 71 22' }).first()).toBeVisible();
});

test('the handshake of a WebSocket is computed before the reader', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&techniques=websocket`);
  await allReceivedBy(page, 'websocket');
  await everyByte(page).getByRole('button', { name: 'WebSocket' }).click();
  await expect(page.getByRole('dialog', { name: 'Bytes' })).toContainText('101 Switching Protocols');
  const proof = page.getByRole('region', { name: 'Handshake' });
  await expect(proof).toContainText('258EAFA5-E914-47DA-95CA-C5AB0DC85B11');
  await expect(proof).toContainText('✓ the same');
});

test('the diagram moves on, stands still when held, and its arrows can be pressed', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&symbols=1`);
  await allReceived(page, 20);
  // More than its two lifelines.
  await expect.poll(async () => (await picture(page)).shares.at(-1)).toBeGreaterThan(0.01);
  const drawn = await picture(page);
  for (const share of drawn.shares) expect(share).toBeGreaterThan(0);
  await expect.poll(async () => (await picture(page)).whole).not.toBe(drawn.whole);
  await page.getByRole('button', { name: 'Hold' }).click();
  let before = '';
  await expect
    .poll(async () => {
      const last = before;
      before = (await picture(page)).whole;
      return before === last;
    })
    .toBe(true);
  const diagram = page.getByRole('img', { name: 'Sequence diagram' });
  await diagram.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await diagram.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  // The middle of the last lane, where an arrow crosses every few pixels.
  await page.mouse.click(x + width - (width * 0.9) / techniques.length / 2, y + height / 2);
  const heading = page.getByRole('region', { name: 'Wire inspector' }).getByRole('heading', { level: 3 });
  await expect(heading).toContainText(techniques.at(-1)?.name ?? '');
});

test('one can go from exchange to exchange, and back to the present', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5`);
  await allReceived(page, 10);
  await page.getByRole('button', { name: 'Previous', exact: true }).press('Enter');
  const heading = page.getByRole('region', { name: 'Wire inspector' }).getByRole('heading', { level: 3 });
  const first = await heading.textContent();
  for (let i = 0; i < 6; i++)
    await page.getByRole('button', { name: 'Previous', exact: true }).press('Enter');
  await expect(heading).not.toHaveText(first ?? '');
  await page.keyboard.press('Escape');
  await expect(heading).toHaveCount(0);
  await page.getByRole('button', { name: 'Live' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Hold' })).toBeVisible();
});

test('by keyboard one follows a price through all lanes, and reads its bytes', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5&interval=0.2`);
  await allReceived(page, 10);
  await page.getByRole('button', { name: 'Hold' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Live' })).toBeVisible();
  const diagram = page.getByRole('button', { name: 'Follow a price' });
  const followed = page.getByRole('status', { name: 'Followed price' });
  await diagram.press('ArrowUp');
  for (const { name } of techniques) await expect(followed).toContainText(name);
  const first = await followed.textContent();
  await diagram.press('ArrowUp');
  await expect(followed).not.toHaveText(first ?? '');
  await diagram.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Bytes' });
  await expect(sheet).toContainText('{"seq":');
  await expect(sheet).toBeFocused();
  // The same price, as another lane brought it.
  const last = techniques[techniques.length - 1]?.name ?? '';
  await sheet.getByRole('button', { name: last }).click();
  await expect(sheet.getByRole('heading', { level: 3 })).toContainText(last);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(diagram).toBeFocused();
});

test('with reduced motion the diagram goes on in steps of a second', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20`);
  await allReceived(page, 20);
  const frames = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const copy = new OffscreenCanvas(200, 40);
    const context = copy.getContext('2d', { willReadFrequently: true });
    const pictures = new Set<string>();
    for (const begin = performance.now(); performance.now() - begin < 3000; ) {
      await new Promise(requestAnimationFrame);
      context?.clearRect(0, 0, 50, 40);
      // The time at the left moves with the time alone, and not with what is told.
      if (canvas) context?.drawImage(canvas, 0, 26, 50, 40, 0, 0, 50, 40);
      pictures.add(String(context?.getImageData(0, 0, 50, 40).data));
    }
    return pictures.size;
  });
  expect(frames).toBeLessThan(10);
});

test('with too much on the wire the page says that it shows a sample', async ({ page, server }) => {
  const asked = page.waitForRequest(/\/poll\?since=/);
  await page.goto(`${server.origin}/?${everyTechnique}&rate=200&rtt=0`);
  const url = (await asked).url().replace(/since=\d+/, 'since=2000000000');
  // A slow machine joins ticks, so the page alone may not bring enough.
  let isEnough = false;
  const askers = Array.from({ length: 10 }, async () => {
    while (!isEnough) await (await fetch(url)).text();
  });
  const note = page.getByRole('note').filter({ hasText: 'this is a sample' });
  // What is still being loaded above it moves it.
  await expect
    .poll(async () => {
      await everyByte(page).scrollIntoViewIfNeeded();
      return note.isVisible();
    })
    .toBe(true);
  isEnough = true;
  await Promise.all(askers);
  for (const { id } of techniques) expect(await figure(page, id, 'disorder')).toBe(0);
});

/** What is on the canvas, and which share of it is covered in the column of each lane. */
function picture(page: Page): Promise<{ whole: string; shares: number[] }> {
  return page
    .getByRole('img', { name: 'Sequence diagram' })
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement, lanes) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext('2d');
      context?.drawImage(canvas, 0, 0);
      const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let hash = 0;
      const shares = Array.from({ length: lanes }, () => 0);
      data.forEach((value, index) => {
        hash = (Math.imul(hash, 31) + value) | 0;
        const lane = Math.floor((((index / 4) % canvas.width) / canvas.width) * lanes);
        // Opaque, as arrows and lifelines are.
        if (index % 4 === 3 && value > 200) shares[lane] = (shares[lane] ?? 0) + 4 / data.length;
      });
      return { whole: String(hash), shares };
    }, techniques.length);
}

const everyByte = (page: Page) => page.getByRole('region', { name: 'Every byte' });

async function allReceivedBy(page: Page, id: string): Promise<void> {
  await expect.poll(() => figure(page, id, 'ticks')).toBeGreaterThan(2);
}
