import { expect, figure, test } from './test';

/** What the library's client says and nothing else does. */
const LIBRARY = 'reconnectionDelayMax';

test('the library is loaded with its lane, and not before', async ({ page, server }) => {
  const scripts: Promise<string>[] = [];
  page.context().on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text().catch(() => ''));
  });
  const isLoaded = async () => (await Promise.all(scripts)).some((text) => text.includes(LIBRARY));
  await page.goto(server.origin);
  await expect.poll(() => figure(page, 'websocket', 'ticks')).toBeGreaterThan(5);
  expect(await isLoaded()).toBe(false);
  await page.goto(`${server.origin}/?techniques=websocket,socket-io&rate=10`);
  await expect.poll(() => figure(page, 'socket-io', 'ticks')).toBeGreaterThan(5);
  await expect.poll(isLoaded).toBe(true);
  expect(await figure(page, 'socket-io', 'lost')).toBe(0);
  expect(await figure(page, 'socket-io', 'requests')).toBeGreaterThanOrEqual(4);
});

test('protocol and library are compared by five runs, and the answer has what they measured', async ({
  page,
  server,
}) => {
  test.slow();
  await page.goto(`${server.origin}/experiments/protocol-or-library`);
  await page.getByRole('button', { name: /^Run/ }).click();
  const experiment = page.locator('#protocol-or-library');
  await expect(experiment).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  const row = (name: RegExp) => experiment.getByRole('row', { name }).locator('[data-side="socket-io"]');
  await expect(row(/^Bytes for each price/)).toHaveText(/^\d+ B$/);
  await expect(row(/^Requests, over a WebSocket/)).toHaveText('1');
  await expect(row(/with nothing of/)).toHaveText(/^[1-9]\d*$/);
  await expect(row(/with a cursor of ours/)).toHaveText('0');
  await expect(row(/^Lines of code/)).toHaveText(/^\d+$/);
  await expect(row(/^Bytes of library/)).toHaveText(/kB$/);
  await expect(experiment.locator('[data-verdict="true"]')).toContainText('Across a cut the library lost');
});
