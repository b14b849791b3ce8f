import type { Page } from '@playwright/test';
import { portsSchema } from '@/lib/channel/ports';
import { techniques } from '@/lib/techniques';
import type { startServer } from './server';
import { allReceived, everyTechnique, expect, figure, status, test } from './test';

// The server has signed its certificate itself.
test.use({ ignoreHTTPSErrors: true });

/** A server with a port for TLS. @returns both origins */
async function origins(start: typeof startServer): Promise<{ plain: string; secure: string }> {
  const { origin } = await start({ TLS_PORT: '0' });
  const { https } = portsSchema.parse(await (await fetch(`${origin}/ports`)).json());
  return { plain: origin, secure: `https://localhost:${https?.port}` };
}

const everyByte = (page: Page) => page.getByRole('region', { name: 'Every byte' });

test('over TLS and HTTP/2 all lanes run, their frames are seen and add up, and headers become numbers', async ({
  page,
  ownServer,
}) => {
  const { secure } = await origins(ownServer);
  await page.goto(`${secure}/?${everyTechnique}&length=8&rate=5`);
  expect(
    await page.evaluate(() =>
      performance
        .getEntriesByType('navigation')
        .map((entry) => 'nextHopProtocol' in entry && entry.nextHopProtocol),
    ),
  ).toEqual(['h2']);
  await allReceived(page, 10);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  for (const { id } of techniques) {
    expect(await figure(page, id, 'defects'), id).toBe(0);
    // Both go on for a moment: the last report of either comes when the run is over.
    const seen = page.locator(`[data-captured="${id}"]`);
    await everyByte(page).scrollIntoViewIfNeeded();
    const missing = async () =>
      (await figure(page, id, 'bytes')) - Number(await seen.getAttribute('data-bytes'));
    await expect.poll(missing, id).toBe(0);
  }
  await expect(page.locator('[data-shared]')).toContainText(/of TLS, .* streams, 1 connection\.$/);

  const row = everyByte(page).locator('tr[data-technique="short-polling"] button', {
    hasText: 'HEADERS GET',
  });
  await row.first().click();
  const inspector = page.getByRole('region', { name: 'Wire inspector' });
  const sizes = inspector.locator('[data-header-bytes]');
  const encoded = Number(await sizes.getAttribute('data-header-bytes'));
  expect(encoded).toBeGreaterThan(0);
  expect(encoded).toBeLessThan(Number(await sizes.getAttribute('data-plain-bytes')) / 2);
  expect(Number(await sizes.locator('[data-first-bytes]').getAttribute('data-first-bytes'))).toBeGreaterThan(
    encoded,
  );
  await expect(inspector.getByRole('row', { name: /^user-agent/ })).toContainText(
    'said before on this connection',
  );
  await expect(inspector.getByRole('row', { name: /^flags/ })).toContainText('END_HEADERS');
});

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
});

test('a server without such a port has no link to it', async ({ page, server }) => {
  const asked = page.waitForResponse('**/ports');
  await page.goto(server.origin);
  expect((await asked).ok()).toBe(true);
  await expect(page.getByRole('region', { name: 'Scoreboard', exact: true })).toBeVisible();
  await expect(page.locator('[data-other-port]')).toHaveCount(0);
});
