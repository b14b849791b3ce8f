import { expect, openSettings, test } from './test';

test('a scenario asks, takes a guess until it answers, and answers from what was measured', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?rate=4`);
  const headline = page.getByRole('heading', { name: /^Which technique shows a new price first/ });
  await expect(headline).toBeVisible();
  await expect(page.getByRole('region', { name: 'Question' })).toContainText(
    'Four ways for a server to get news to this page',
  );
  const guess = page.getByRole('radio', { name: 'WebSocket' });
  await guess.check();
  await expect(page.getByText('made at')).toBeVisible();
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText(/The answer stands here after 20 prices.*of 20/);
  await expect(answer.getByRole('heading', { name: 'Measured so far' })).toBeVisible({ timeout: 30_000 });
  await expect(guess).toHaveCount(0);
  await expect(page.getByText(/made at .*, locked/)).toBeVisible();
  await expect(answer).toContainText(/You expected WebSocket · measured (a tie of )?\w/);
  await expect(answer.locator('[data-rule="latency_p50"]')).toContainText(
    /Short polling is \d+(\.\d)?\stimes as late/,
  );
  await expect(answer.locator('[data-rule="bytes_per_tick"]')).toContainText(/^Cheapest: WebSocket, \d+\sB/);

  await answer.getByRole('button', { name: 'Why?' }).click();
  await expect(answer.getByRole('link', { name: /RFC 6202/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(answer.getByRole('link', { name: /RFC 6202/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Next question' }).click();
  await expect(page.getByRole('heading', { name: /^A price every ten seconds/ })).toBeVisible();
  await expect(headline).toHaveCount(0);
  await expect(page.getByText('made at')).toHaveCount(0);
  await expect(answer).toContainText('The answer stands here after two polls, and a price in each lane');
});

test('a change of a setting keeps the question, and begins its answer anew', async ({ page, server }) => {
  await page.goto(`${server.origin}/?techniques=sse,websocket&rate=20`);
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer.getByRole('heading', { name: 'Measured so far' })).toBeVisible({ timeout: 30_000 });
  const headline = page.getByRole('heading', { name: /^Which technique/ });
  const strip = page.getByRole('region', { name: 'Last change' });
  await expect(strip).toHaveCount(0);
  await openSettings(page);
  const rate = page.getByRole('textbox', { name: 'New prices, exact value' });
  await rate.fill('4');
  await rate.blur();
  await expect(answer).toContainText(/The answer stands here after 20 prices.*of 20/);
  await expect(headline).toBeVisible();
  await expect(strip).toContainText(
    /You changed the number of new prices from 20\sper\ssecond to 4\sper\ssecond\./,
  );
  await expect(answer).toContainText(/prices in each lane, since 0:/, { timeout: 30_000 });
});
