
import { readFile } from 'node:fs/promises';
import { expect, status, test } from './test';
for (const q of ['techniques=sse,http-streaming,websocket&rate=20&length=20','rate=2&length=30','rate=200&length=15'])
test('look '+q, async ({ page, server }) => {
  await page.goto(`${server.origin}/?${q}`);
  await expect(status(page)).toHaveText('finished', { timeout: 50_000 });
  await page.waitForTimeout(3500);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'JSON' }).click()]);
  const j = JSON.parse(await readFile(await file.path(), 'utf8'));
  console.log(q, 'clock', j.run.clockUncertaintyMs, 'floor', j.run.noiseFloorMs);
  for (const [id, f] of Object.entries<any>(j.techniques)) console.log(' ', id, JSON.stringify(f.latency), f.staleness.share.toFixed(4));
  for (const [id, c] of Object.entries<any>(j.comparisons)) for (const [o, d] of Object.entries<any>(c.differences.from)) console.log('  ', id, '-', o, c.differences.ticks, Object.entries<any>(d).map(([k, v]) => `${k.replace('latency_','')} ${v.low.toFixed(2)}..${v.high.toFixed(2)}`).join('  '));
  const rows = await page.locator('tr[data-figure]').evaluateAll((rows) => rows.map((r) => `${(r as HTMLElement).dataset.figure}: ${[...r.querySelectorAll('td')].map((c) => c.dataset.mark).join(' ')}`));
  console.log(rows.join('\n'));
  if (q.startsWith('rate=2&')) await page.locator('section[aria-label="Scoreboard"]').screenshot({ path: '/tmp/score.png' });
});
