import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type RecordedRun, readRecording } from '@/lib/playback/recorded-run';
import type { Snapshot } from '@/lib/run/snapshot';
import { serveFiles } from './file-server';
import { test as base, expect, figure, lane, status } from './test';

const RUN = 'techniques=sse,websocket&rate=20';
const FAULT = 'techniques=short-polling,sse&rate=5&script=2:rst';

interface Site {
  origin: string;
  folder: string;
  /** In the order in which they were made. */
  recordings: RecordedRun[];
}

/** A site that was exported for these tests, with two runs that were recorded for it. */
const test = base.extend<object, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter tells Playwright what a fixture needs
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'site-'));
      const runs = [`${RUN}&length=6`, `${FAULT}&length=5`].flatMap((query) => ['--run', query]);
      const program = ['--require', 'tsx/cjs', 'scripts/export/main.ts', '--out', folder, ...runs];
      await promisify(execFile)(process.execPath, program);
      const index = JSON.parse(await readFile(join(folder, 'recordings/index.json'), 'utf8'));
      const files: string[] = index.map(({ file }: { file: string }) => join(folder, 'recordings', file));
      const packed = await Promise.all(files.map((file) => readFile(file)));
      const recordings = packed.map((file) => readRecording(gunzipSync(file).toString()));
      const { origin, stop } = await serveFiles(folder);
      await use({ origin, folder, recordings });
      await stop();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

function lastSnapshot(run: RecordedRun | undefined): Snapshot {
  const snapshots = run?.entries.flatMap((entry) =>
    'report' in entry && entry.report.type === 'snapshot' ? [entry.report.snapshot] : [],
  );
  const last = snapshots?.at(-1);
  if (!last) throw new Error('the recording has no snapshot');
  return last;
}

test('a recorded run plays in the page, marked as recorded, with the figures that were measured', async ({
  page,
  site,
}) => {
  const [recorded] = site.recordings;
  await page.goto(`${site.origin}/?${RUN}`);
  await expect(status(page)).toHaveText('recorded, running');
  const notice = page.getByRole('note').filter({ hasText: 'is played back' });
  await expect(notice).toContainText(
    /recorded on \d{4}-\d\d-\d\d at \d\d:\d\d UTC on Chromium \d+, .+ cores/,
  );
  await expect(notice).toContainText('npm start');

  // What needs a server cannot be pressed.
  for (const name of ['Break something', 'All settings', 'Add or remove techniques'])
    await expect(page.getByRole('button', { name })).toBeDisabled();
  await expect(page.getByRole('slider', { name: 'New prices' })).toBeDisabled();

  // The wire plays, and an arrow can be read byte for byte.
  const first = page
    .getByRole('list', { name: 'First exchange of' })
    .getByRole('button', { name: 'WebSocket' });
  await first.scrollIntoViewIfNeeded();
  await expect(page.locator('[data-captured="websocket"]')).toHaveAttribute('data-bytes', /[1-9]/);
  await first.click();
  const bytes = page.getByRole('dialog', { name: 'Bytes' });
  await expect(bytes).toContainText('101 Switching Protocols');
  await expect(bytes).toContainText('✓ the same');
  await bytes.getByRole('button', { name: 'Close' }).click();

  await expect(status(page)).toHaveText('recorded, finished', { timeout: 20_000 });
  const last = lastSnapshot(recorded);
  for (const { id, figures } of last.lanes.filter(({ on }) => on)) {
    await expect.poll(() => figure(page, id, 'bytes'), id).toBe(figures.bytes);
    await expect.poll(() => figure(page, id, 'latency_p50'), id).toBe(figures.latency.p50);
    await expect.poll(() => figure(page, id, 'ticks'), id).toBe(figures.order.received);
  }
  for (const [name, said] of [
    ['Scoreboard', 'recorded on'],
    ['Charts', 'recorded on'],
    ['Answer', 'recorded'],
  ] as const)
    await expect(page.getByRole('region', { name, exact: true })).toContainText(said);
});

test('it stands still, goes on, begins again, and its export says that it was recorded', async ({
  page,
  site,
}) => {
  await page.goto(`${site.origin}/?${FAULT}`);
  await expect(status(page)).toHaveText('recorded, running');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toHaveText('recorded, paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(status(page)).toHaveText('recorded, finished', { timeout: 20_000 });
  const last = lastSnapshot(site.recordings[1]);
  expect(last.faults.map(({ kind }) => kind)).toEqual(['rst']);
  await expect.poll(() => figure(page, 'sse', 'reconnects')).toBe(1);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  const saved = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(saved.userAgent).toMatch(/^recorded on /);
  expect(saved.run.notices.join()).toContain('is played back');
  expect(saved.run.startedAt).toBe(new Date(last.startedAt ?? 0).toISOString());

  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(status(page)).toHaveText('recorded, running');
  await expect(lane(page, 'sse').locator('[data-priced="true"]')).toBeVisible();
});

test('what was not recorded says so, and the other pages open', async ({ page, site }) => {
  await page.goto(`${site.origin}/?rate=7`);
  await expect(page.getByRole('alert').filter({ hasText: 'These settings were not recorded' })).toBeVisible();
  for (const path of ['learn', 'learn/claims', 'learn/reference', 'learn/choose', 'learn/interview']) {
    await page.goto(`${site.origin}/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.goto(`${site.origin}/lab`);
  await expect(page.getByRole('note')).toContainText('this site has none');
});
