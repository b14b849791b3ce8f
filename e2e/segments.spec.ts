import { closeSettings, expect, figure, lane, openSettings, test } from './test';

test('changing the round trip splits the figures: those of now are of the new link alone', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?techniques=sse,websocket&rate=10`);
  await expect.poll(() => figure(page, 'sse', 'ticks')).toBeGreaterThanOrEqual(40);
  const chart = page.getByRole('figure', { name: 'How late is a price?' });
  const edges = chart.locator('.segment-edge');
  // Charts are drawn where they are seen.
  await chart.scrollIntoViewIfNeeded();
  await expect(edges).toHaveCount(0);
  await openSettings(page);
  await page.getByText('Details of the link').click();
  const field = page.getByRole('textbox', { name: 'Round trip, exact value' });
  await field.fill('200');
  await field.blur();
  await expect(page.locator('[data-segment="begun"]')).toBeVisible();
  await expect.poll(() => figure(page, 'sse', 'ticks')).toBeGreaterThanOrEqual(20);
  // Half a round trip, right to 1 %. All ticks of the run together would be half of the old link.
  const now = await figure(page, 'sse', 'latency_p50');
  expect(now).toBeGreaterThan(98);
  const cell = page.locator('tr[data-figure="latency_p50"] [data-technique="sse"][data-group="before"]');
  expect(Number(await cell.getAttribute('data-value'))).toBeLessThan(now);
  // Both are shown, or one of them alone, in the lane and in the scoreboard.
  const median = page.locator('tr[data-figure="latency_p50"] [data-technique="sse"]');
  const strip = page.getByRole('group', { name: 'Figures of' });
  await expect(strip.getByRole('button', { name: 'both' })).toHaveAttribute('aria-pressed', 'true');
  await expect(lane(page, 'sse')).toContainText(/was [\d.]+ m?s/);
  const was = /was ([\d.]+ m?s)/.exec(await lane(page, 'sse').innerText())?.[1] ?? '';
  await closeSettings(page);
  await strip.getByRole('button', { name: 'now' }).click();
  await expect(lane(page, 'sse')).not.toContainText('was');
  await expect(cell).toHaveCount(0);
  await strip.getByRole('button', { name: 'before' }).click();
  await expect(median.and(page.locator('td'))).toHaveAttribute('data-group', 'before');
  await expect(lane(page, 'sse').locator('dd').first()).toHaveText(was);
  await chart.scrollIntoViewIfNeeded();
  await expect(edges).toHaveCount(1);
  await expect(edges).toContainText('Round trip 200 ms');

  await page.getByRole('combobox', { name: 'Scenario' }).selectOption('Busy market');
  await expect(page.locator('[data-segment]')).toHaveCount(0);
  await expect(edges).toHaveCount(0);
  await expect.poll(() => figure(page, 'sse', 'ticks')).toBeGreaterThanOrEqual(20);
  await expect(page.locator('[data-group="before"]')).toHaveCount(0);
});
