import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { NO_DIFFERENCE } from '@/lib/figures/compare';
import type { LaneComparisons, LaneFigures } from '@/lib/run/snapshot';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { everyTechnique, expect, status, test } from './test';

interface Saved {
  run: { noiseFloorMs: number };
  techniques: Record<TechniqueId, LaneFigures>;
  comparisons: Record<TechniqueId, LaneComparisons>;
}

const marksOf = async (page: Page, key: string) =>
  Object.fromEntries(
    await page
      .locator(`tr[data-figure="${key}"] td`)
      .evaluateAll((cells) => cells.map((cell) => [cell.dataset.technique, cell.dataset.mark] as const)),
  );

async function saved(page: Page): Promise<Saved> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON' }).click(),
  ]);
  return JSON.parse(await readFile(await file.path(), 'utf8'));
}

const streams = techniques.filter(({ traits }) => traits.asks === 'once').map(({ id }) => id);

test('on an ideal link streams share the mark, or the page has measured the difference that it shows', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?techniques=${streams}&rate=20&length=20`);
  await expect(status(page)).toHaveText('finished', { timeout: 40_000 });
  const row = page.locator('tr[data-figure="latency_p50"]');
  // The last ticks are compared a moment after the end.
  await expect(async () => {
    const { run, techniques: figures, comparisons } = await saved(page);
    const marks = await marksOf(page, 'latency_p50');
    expect(run.noiseFloorMs).toBeCloseTo(
      Number(await page.locator('[data-noise-floor]').getAttribute('data-noise-floor')),
      2,
    );
    const p50 = (id: TechniqueId) => figures[id].latency.p50 ?? Number.NaN;
    /** Whether one was faster in the same ticks, by more than the interval, a bucket and the floor leave open. */
    const isFaster = (a: TechniqueId, b: TechniqueId) => {
      const { low } = comparisons[b].differences.from[a]?.latency_p50 ?? { low: -Infinity };
      return p50(a) < p50(b) && low > run.noiseFloorMs + 0.02 * p50(a);
    };
    for (const id of streams) {
      expect(comparisons[id].differences.ticks).toBeGreaterThan(300);
      expect(marks[id], id).toBe(streams.some((other) => isFaster(other, id)) ? 'behind' : 'best');
    }
    const isTie = streams.every((id) => marks[id] === 'best');
    await expect(row).toHaveAttribute('data-tie', String(isTie), { timeout: 1 });
    if (isTie) await expect(row).toContainText(NO_DIFFERENCE, { timeout: 1 });
    else await expect(row.getByText('best').first()).toBeAttached({ timeout: 1 });
  }).toPass({ timeout: 15_000 });
});

test('a technique that has to be asked is measurably later than a stream', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&interval=1`);
  await expect.poll(() => marksOf(page, 'latency_p50')).toMatchObject({ 'short-polling': 'behind' });
  await expect(
    page.locator('tr[data-figure="latency_p50"] td[data-technique="short-polling"]'),
  ).toContainText('×');
});

test('before 20 prices no latency is marked, and the page says why', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=2&length=4&interval=0.5`);
  await expect(status(page)).toHaveText('finished', { timeout: 20_000 });
  const marks = await marksOf(page, 'latency_p50');
  expect(marks).toEqual(Object.fromEntries(techniques.map(({ id }) => [id, 'none'])));
  await expect(page.getByRole('region', { name: 'Scoreboard', exact: true })).toContainText(
    'fewer than 20 prices',
  );
});
