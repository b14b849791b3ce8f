import type { Page } from '@playwright/test';
import { portsSchema } from '@/lib/channel/ports';
import { faultKinds } from '@/lib/faults/faults';
import { techniques } from '@/lib/techniques';
import type { startServer } from './server';
import { allReceived, everyTechnique, expect, figure, lane, status, test } from './test';

// The server has signed its certificate itself.
test.use({ ignoreHTTPSErrors: true });

/** A server with a port for TLS. @returns both origins */
async function origins(start: typeof startServer): Promise<{ plain: string; secure: string }> {
  const { origin } = await start({ TLS_PORT: '0' });
  const { https } = portsSchema.parse(await (await fetch(`${origin}/ports`)).json());
  return { plain: origin, secure: `https://localhost:${https?.port}` };
}

/** Its server ends before the page does. */
const leave = (page: Page) => page.goto('about:blank');

const everyByte = (page: Page) => page.getByRole('region', { name: 'Every byte' });

test('over TLS and HTTP/2 all lanes run, and what is seen of their frames adds up, to the byte', async ({
  page,
  ownServer,
}) => {
  const { secure } = await origins(ownServer);
  await page.goto(`${secure}/?${everyTechnique}&length=6&rate=5`);
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType('navigation')
        .map((entry) => 'nextHopProtocol' in entry && entry.nextHopProtocol),
    ),
  ).toEqual(['h2']);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  for (const { id } of techniques) {
    expect(await figure(page, id, 'ticks'), id).toBeGreaterThan(15);
    expect(await figure(page, id, 'defects'), id).toBe(0);
    // Both go on for a moment: the last report of either comes when the run is over.
    const seen = page.locator(`[data-captured="${id}"]`);
    await everyByte(page).scrollIntoViewIfNeeded();
    const missing = async () =>
      (await figure(page, id, 'bytes')) - Number(await seen.getAttribute('data-bytes'));
    await expect.poll(missing, id).toBe(0);
  }
  await expect(page.locator('[data-shared]')).toContainText(/of TLS, .* streams, 1 connection\.$/);
  await leave(page);
});

test('of a frame with headers it is said what HTTP/2 has made of each of them', async ({
  page,
  ownServer,
}) => {
  const { secure } = await origins(ownServer);
  await page.goto(`${secure}/?${everyTechnique}&rate=2&interval=0.5`);
  await allReceived(page, 10);
  await page.getByRole('button', { name: 'Hold' }).click();
  // The table is made where it can be seen.
  await everyByte(page).scrollIntoViewIfNeeded();
  await everyByte(page)
    .locator('tr[data-technique="short-polling"] button', { hasText: 'HEADERS GET' })
    .first()
    .click();
  const inspector = page.getByRole('region', { name: 'Wire inspector' });
  const sizes = inspector.locator('[data-header-bytes]');
  const encoded = Number(await sizes.getAttribute('data-header-bytes'));
  expect(encoded).toBeGreaterThan(0);
  expect(encoded).toBeLessThan(Number(await sizes.getAttribute('data-plain-bytes')) / 2);
  const first = sizes.locator('[data-first-bytes]');
  expect(Number(await first.getAttribute('data-first-bytes'))).toBeGreaterThan(encoded);
  const part = (name: RegExp) => inspector.getByRole('row', { name });
  await expect(part(/^user-agent/)).toContainText('said before on this connection');
  await expect(part(/^flags/)).toContainText('END_HEADERS');
  await leave(page);
});

for (const { kind, name } of faultKinds) {
  test(`after the fault “${name}” over HTTP/2 every lane has every tick, once and in order @long`, async ({
    page,
    ownServer,
    silence,
  }) => {
    // A browser reports each connection that breaks.
    silence.expectNoise();
    const { secure } = await origins(ownServer);
    // A lane that gives up a silent connection asks on it again, until the browser has noticed it: within 20 s.
    const length = kind === 'freeze' ? 40 : 12;
    test.setTimeout(120_000);
    await page.goto(
      `${secure}/?${everyTechnique}&rate=5&interval=0.5&timeout=1&length=${length}&script=3:${kind}:2`,
    );
    await expect(status(page)).toHaveText('finished', { timeout: 90_000 });
    const received = await figure(page, 'websocket', 'ticks');
    expect(received).toBeGreaterThan(length * 3);
    for (const { id } of techniques) {
      await expect(lane(page, id).locator('[data-order="whole"]')).toBeAttached();
      expect(await figure(page, id, 'ticks'), id).toBe(received);
      expect(await figure(page, id, 'defects'), id).toBe(0);
      expect(await figure(page, id, 'recovery'), id).toBeGreaterThan(0);
    }
  });
}

test('each port leads to the other, with the scenario, and says what the browser warns of', async ({
  page,
  ownServer,
}) => {
  const { plain, secure } = await origins(ownServer);
  const query = '?techniques=sse,websocket&rate=7';
  await page.goto(`${plain}/${query}`);
  const other = page.locator('[data-other-port]');
  await expect(other).toContainText('The browser will warn you first');
  await other.getByRole('link').click();
  await expect(page).toHaveURL(`${secure}/${query}`);
  await expect(other).not.toContainText('warn');
  await other.getByRole('link').click();
  await expect(page).toHaveURL(`${plain}/${query}`);
  await leave(page);
});

test('a server without such a port has no link to it', async ({ page, server }) => {
  const asked = page.waitForResponse('**/ports');
  await page.goto(server.origin);
  expect((await asked).ok()).toBe(true);
  await expect(page.getByRole('region', { name: 'Scoreboard', exact: true })).toBeVisible();
  await expect(page.locator('[data-other-port]')).toHaveCount(0);
});
