import { ways } from '@/lib/experiments/encodings';
import { queryOf } from '@/lib/techniques/websocket/encoding';
import { expect, figure, test } from './test';

for (const { name, settings } of ways) {
  test(`a browser takes prices as ${name}, loses none, and the inspector reads them`, async ({
    page,
    server,
  }) => {
    const own = new URLSearchParams(queryOf(settings));
    await page.goto(`${server.origin}/?techniques=websocket&rate=5&trader=true&${own}`);
    await expect.poll(() => figure(page, 'websocket', 'ticks'), { timeout: 30_000 }).toBeGreaterThan(20);
    expect(await figure(page, 'websocket', 'disorder')).toBe(0);
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByRole('region', { name: 'Every byte' }).scrollIntoViewIfNeeded();
    await page.locator('tr[data-technique="websocket"] button', { hasText: 'tick' }).first().click();
    const inspector = page.getByRole('region', { name: 'Wire inspector' });
    await expect(inspector).toContainText(/payload \+ .* overhead/);
    await expect(inspector.getByRole('row').filter({ hasText: 'KITE' }).first()).toBeVisible();
  });
}

test('the experiment measures bytes in the browser and the server’s processor, and says what it found @long', async ({
  page,
  server,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${server.origin}/experiments/encodings`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const experiment = page.locator('#encodings');
  await expect(experiment).toHaveAttribute('data-state', 'done', { timeout: 200_000 });
  const verdict = experiment.locator('[data-verdict=true]');
  await expect(verdict).toContainText(
    /A price takes [\d.]+ B in JSON, [\d.]+ B in MessagePack \(\d+ % fewer\)/,
  );
  await expect(verdict).toContainText(/µs of its processor/);
  for (const { id } of ways)
    await expect(experiment.locator(`[data-way=${id}]`)).toContainText(/[\d.]+ B.*µs.*B/);
});
