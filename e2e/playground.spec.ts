import { readFile } from 'node:fs/promises';
import { presets, settingsOf } from '@/lib/scenario/presets';
import { defaultScenario } from '@/lib/scenario/scenario';
import { toQuery } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';
import { techniqueIds, techniques } from '@/lib/techniques';
import {
  allReceived,
  clipboardText,
  closeSettings,
  everyTechnique,
  expect,
  figure,
  lane,
  openSettings,
  status,
  test,
} from './test';

test('all techniques run as the page opens, each with price, figures and order', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}`);
  await allReceived(page, 5);
  for (const { id, name } of techniques) {
    await expect(lane(page, id).getByRole('heading', { name })).toBeVisible();
    await expect(lane(page, id).locator('[data-order="whole"]')).toBeAttached();
    await expect(lane(page, id).locator('[data-state="open"]')).toBeVisible();
    await expect(lane(page, id)).toContainText(/KITE\d+\.\d\d/);
    // The first moments are set aside.
    await expect.poll(() => figure(page, id, 'latency_p50')).toBeGreaterThan(0);
    expect(await figure(page, id, 'bytes')).toBeGreaterThan(500);
    expect(await figure(page, id, 'requests')).toBeGreaterThanOrEqual(1);
  }
  await expect(status(page)).toHaveText('running');
  // Charts are drawn where they are seen.
  for (const chart of await page.getByRole('region', { name: 'Charts' }).getByRole('figure').all()) {
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('svg').first()).toBeVisible();
  }
  await expect(page.locator('figure .recharts-line-curve')).toHaveCount(techniques.length * 3);
});

test('streams ask once, polls ask again and again', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=5&interval=0.2`);
  await allReceived(page, 20);
  expect(await figure(page, 'sse', 'requests')).toBe(1);
  expect(await figure(page, 'websocket', 'requests')).toBe(1);
  expect(await figure(page, 'short-polling', 'requests')).toBeGreaterThan(10);
  expect(await figure(page, 'long-polling', 'requests')).toBeGreaterThan(10);
  expect(await figure(page, 'short-polling', 'empty')).toBeGreaterThan(0);
});

test('a run with a length ends by itself, with every tick in every lane', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&length=4&rate=20&interval=0.5`);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(status(page)).toHaveText('finished', { timeout: 20_000 });
  const received = await Promise.all(techniques.map(({ id }) => figure(page, id, 'ticks')));
  expect(new Set(received).size).toBe(1);
  expect(received[0]).toBeGreaterThan(60);
  for (const { id } of techniques) {
    expect(await figure(page, id, 'lost')).toBe(0);
    expect(await figure(page, id, 'disorder')).toBe(0);
  }
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(status(page)).toHaveText('running');
});

test('pause lets nothing happen, resume goes on, reset begins anew with the same prices', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20&symbols=1&interval=0.2`);
  await allReceived(page, 10);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toHaveText('paused');
  const market = async () => Promise.all(techniques.map(({ id }) => figure(page, id, 'ticks')));
  const paused = await market();
  expect(new Set(paused).size).toBe(1);
  await page.getByRole('button', { name: 'Resume' }).click();
  await allReceived(page, (paused[0] ?? 0) + 10);
  for (const { id } of techniques) expect(await figure(page, id, 'lost')).toBe(0);
  const before = (await market())[0] ?? 0;
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => figure(page, 'websocket', 'ticks')).toBeLessThan(before);
  await expect(status(page)).toHaveText('running');
});

test('every setting acts at once, without a reload, and is in the address', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}`);
  await allReceived(page, 2);
  await page.evaluate(() => {
    document.title = 'never reloaded';
  });
  await openSettings(page);
  await page.getByText('More of the market').click();
  const set = async (name: string, value: string) => {
    const field = page.getByRole('textbox', { name: `${name}, exact value` });
    await field.fill(value);
    await field.blur();
  };
  await set('New prices', '100');
  await expect.poll(() => figure(page, 'websocket', 'ticks')).toBeGreaterThan(150);
  await set('Padding', '5000');
  await expect.poll(() => figure(page, 'websocket', 'bytes')).toBeGreaterThan(1e6);
  await set('New prices', '2');
  await set('Poll every', '0.1');
  const asked = await figure(page, 'short-polling', 'requests');
  await expect.poll(() => figure(page, 'short-polling', 'requests')).toBeGreaterThan(asked + 20);
  await set('Symbols', '2');
  await set('Burst size', '5');
  await set('Hold each long poll for', '1');
  await page.getByRole('checkbox', { name: 'SSE' }).uncheck();
  await expect(lane(page, 'sse')).toHaveCount(0);
  const others = techniques.map(({ id }) => id).filter((id) => id !== 'sse');
  await expect(page).toHaveURL(
    `${server.origin}/?techniques=${others}&burst=5&symbols=2&padding=5000&interval=0.1&timeout=1&rtt=0`,
  );
  await page.getByRole('checkbox', { name: 'SSE' }).check();
  await expect(lane(page, 'sse').locator('[data-state="open"]')).toBeVisible();
  await expect.poll(() => figure(page, 'sse', 'lost')).toBe(0);
  expect(await page.title()).toBe('never reloaded');
});

test('a value that is not allowed is told, and changes nothing', async ({ page, server }) => {
  await page.goto(server.origin);
  await openSettings(page);
  const field = page.getByRole('textbox', { name: 'New prices, exact value' });
  await field.fill('');
  // On the way to it stand 5 and 50, which are allowed.
  await field.pressSequentially('500');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('allowed: 0.1 to 200')).toBeVisible();
  await field.blur();
  await expect(field).toHaveValue('2');
  await expect(page.getByText('“500” is not used, it stays “2”; allowed: 0.1 to 200')).toBeVisible();
  await expect(page).toHaveURL(`${server.origin}/`);
});

test('a link gives the same setup; what is broken in it is told', async ({ page, server }) => {
  await page.goto(
    `${server.origin}/?techniques=sse,websocket&rate=50&interval=abc&percentile=p99&colour=red`,
  );
  await openSettings(page);
  await expect(page.getByRole('textbox', { name: 'New prices, exact value' })).toHaveValue('50');
  await expect(page.locator('article')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'slowest 1 %' })).toHaveAttribute('aria-pressed', 'true');
  await closeSettings(page);
  const note = page.getByRole('note').filter({ hasText: 'ignored' });
  await expect(note).toContainText('interval=abc');
  await expect(note).toContainText('colour=red');
  await note.getByRole('button').click();
  await expect(note).toHaveCount(0);
});

test('the scoreboard marks the best, and is copied and saved with scenario and date', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // A library that polls first would ask more than once.
  await page.goto(`${server.origin}/?${everyTechnique}&length=2&rate=10&transports=websocket`);
  await expect(status(page)).toHaveText('finished', { timeout: 20_000 });
  const best = page.locator('tr[data-figure="requests"] td').filter({ hasText: 'best' });
  // A stream asks once.
  await expect(best).toHaveCount(techniques.filter(({ traits }) => traits.asks === 'once').length);

  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByRole('region', { name: 'Scoreboard', exact: true }).getByRole('status')).toHaveText(
    'copied',
  );
  const markdown = await clipboardText(page);
  for (const { name } of techniques) expect(markdown).toContain(name);
  expect(markdown).toMatch(/\| Requests \|.*\*\*1\*\*/);

  const save = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return readFile(await file.path(), 'utf8');
  };
  const csv = await save('CSV');
  expect(csv.split('\n')[0]).toBe(`segment,figure,unit,${techniques.map(({ id }) => id).join(',')}`);
  expect(csv).toMatch(/\n1,requests,count,/);
  const json = JSON.parse(await save('JSON'));
  expect(json.scenario.rate).toBe(10);
  expect(Date.parse(json.date)).toBeGreaterThan(Date.parse('2026-01-01'));
  for (const { id } of techniques) expect(json.techniques[id].bytes).toBe(await figure(page, id, 'bytes'));
});

test('in the busy market what is streamed over HTTP takes more bytes per tick than short polling, a WebSocket as many', async ({
  page,
  server,
}) => {
  const preset = presets.find(({ name }) => name === 'Busy market');
  expect(preset?.question).toContain('which technique needs the fewest bytes');
  const scenario = {
    ...defaultScenario,
    ...(preset && settingsOf(preset)),
    techniques: techniqueIds,
    length: 11,
  };
  await page.goto(`${server.origin}/?${toQuery({ scenario, view: defaultView })}`);
  await expect(status(page)).toHaveText('finished', { timeout: 40_000 });
  const polling = await figure(page, 'short-polling', 'bytes_per_tick');
  const others = techniques.filter(({ id }) => id !== 'short-polling');
  for (const { id } of others.filter(({ traits: { framing } }) => framing === 'http'))
    expect(await figure(page, id, 'bytes_per_tick'), id).toBeGreaterThan(polling);
  // Without handshakes two bytes around each tick are about a thousandth of an answer's head.
  expect(Math.abs((await figure(page, 'websocket', 'bytes_per_tick')) - polling)).toBeLessThan(1);
});

test('ticks that were late because the tab was in the background are left out, and the page says so', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=20`);
  await allReceived(page, 5);
  const setHidden = (hidden: boolean) =>
    page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      hidden ? 'hidden' : 'visible',
    );
  await setHidden(true);
  const counted = await figure(page, 'websocket', 'ticks');
  await expect.poll(() => figure(page, 'websocket', 'ticks')).toBeGreaterThan(counted + 20);
  await setHidden(false);
  await expect(page.getByRole('note').filter({ hasText: 'in the background' })).toBeVisible();
  await page.getByRole('figure', { name: 'How late is a price?' }).scrollIntoViewIfNeeded();
  await expect(page.locator('[data-mark="interruption"]').first()).toBeAttached();
});

test('two hundred ticks a second in every lane arrive whole', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}&rate=200&length=8`);
  await expect(status(page)).toHaveText('finished', { timeout: 30_000 });
  for (const { id } of techniques) {
    expect(await figure(page, id, 'ticks')).toBeGreaterThan(1400);
    expect(await figure(page, id, 'lost')).toBe(0);
    expect(await figure(page, id, 'disorder')).toBe(0);
  }
});
