import { techniques } from '@/lib/techniques';
import { startRelay } from './relay';
import { everyTechnique, expect, figure, status, test } from './test';

test('the bytes on the page are those that an independent relay counted, with cuts in the run', async ({
  page,
  server,
  silence,
}) => {
  // A browser reports each connection that breaks.
  silence.expectNoise();
  const relay = await startRelay(server.port);
  await page.goto(`${relay.origin}/?${everyTechnique}&length=12&rate=20&interval=0.3`);
  for (const connections of [1, 2]) {
    for (const { id } of techniques) {
      await expect
        .poll(() => figure(page, id, 'connections'), { message: id })
        .toBeGreaterThanOrEqual(connections);
    }
    relay.cut();
  }
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });

  for (const { id, path } of techniques) {
    const counted = [...relay.passed].filter(
      ([address]) => address.startsWith('/api/markets/') && address.endsWith(`/${path}`),
    );
    expect(counted, `${id} used one address`).toHaveLength(1);
    const [, { up, down, requests } = { up: 0, down: 0, requests: 0 }] = counted[0] ?? [];
    // The last figures come once the closing bytes have been exchanged.
    await expect
      .poll(async () => [await figure(page, id, 'bytes_up'), await figure(page, id, 'bytes_down')], {
        message: id,
      })
      .toEqual([up, down]);
    expect(await figure(page, id, 'requests')).toBe(requests);
    // Twice cut off, so three times connected. (A browser repeats a request that a kept-alive connection swallowed
    // by itself, so not each cut is seen by the page.)
    expect(await figure(page, id, 'connections')).toBeGreaterThanOrEqual(3);
    expect(await figure(page, id, 'lost')).toBe(0);
    expect(await figure(page, id, 'disorder')).toBe(0);
  }
  await relay.stop();
});
