import { violationsIn } from './axe';
import { clipboardText, expect, test } from './test';

// axe is put into the page as a script, which the page's own policy would not allow.
test.use({ bypassCSP: true });

for (const path of ['/learn', '/learn/teaching', '/learn/lessons/asking/handout', '/learn/write'])
  test(`axe finds no violation on ${path}, light and dark, and nothing is wider than a phone`, async ({
    page,
    server,
  }) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.origin}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

test('the index says what was expected and measured, and forgets it', async ({ page, server }) => {
  await page.goto(`${server.origin}/learn`);
  await expect(page.getByRole('link', { name: /Not yet/ })).not.toHaveCount(0);
  await page.evaluate(() =>
    localStorage.setItem(
      'realtime-playground-lessons',
      JSON.stringify({ sse: { expected: 'None', measured: 'One' } }),
    ),
  );
  await page.reload();
  const card = page.getByRole('link', { name: /SSE is an answer that never ends/ });
  await expect(card).toContainText('You expected none · measured one');
  await expect(page.getByRole('img', { name: '1 of 10 lessons are done' })).toBeVisible();
  await page.getByRole('button', { name: 'Forget what I did' }).press('Enter');
  await expect(card).toContainText('Not yet');
  await page.reload();
  await expect(card).toContainText('Not yet');
});

test('a guess that was locked is gone on with after another visit', async ({ page, server }) => {
  await page.goto(`${server.origin}/learn/lessons/sse`);
  const guess = page.getByRole('radio').first();
  await guess.check();
  await page.getByRole('button', { name: 'Lock my guess and run' }).click();
  await expect(page.locator('[data-run="running"]')).toBeVisible();
  await page.goto(`${server.origin}/learn`);
  const card = page.getByRole('link', { name: /SSE is an answer that never ends/ });
  await expect(card).toContainText('Go on: run it');
  await expect(card).toContainText('you expect');
  await expect(page.getByRole('img', { name: '0 of 10 lessons are done' })).toBeVisible();
  await card.click();
  await expect(page.getByText('You expected')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await expect(page.locator('[data-run="ready"]')).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-run="running"]')).toBeVisible();
  await page.goto(`${server.origin}/learn`);
  await page.getByRole('button', { name: 'Forget what I did' }).click();
  await expect(card).not.toContainText('Go on');
});

test('a lesson that was written is checked, and opens by its link', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${server.origin}/learn/write`);
  const text = page.getByLabel('Text of the lesson');
  const example = await text.inputValue();
  await text.fill(example.replace('latency_p50 of sse}', 'lateness of sse}'));
  await expect(page.getByRole('status')).toContainText('“lateness” is no figure; there are latency_p50');
  await page.getByRole('button', { name: /^Line \d+$/ }).press('Enter');
  await expect(text).toBeFocused();
  await text.fill(example.replace('>= 5.5', '>= 6'));
  await expect(page.getByRole('status')).toContainText('no choice fits');
  await text.fill(example.replace(/^title: .*$/m, 'title: Is my own lesson read?'));
  await expect(page.getByRole('status')).toContainText('It can be played.');
  await expect(page.getByText(/The link has [\d,]+ characters/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  await page.goto(await clipboardText(page));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is my own lesson read?');
});

test('each handout fits on a sheet of A4', async ({ page, server }) => {
  test.setTimeout(60_000);
  await page.goto(`${server.origin}/learn`);
  const links = await page.getByRole('main').getByRole('listitem').getByRole('link').all();
  const all = await Promise.all(links.map((link) => link.getAttribute('href')));
  const paths = all.filter((path) => path?.startsWith('/learn/lessons/'));
  expect(paths).toHaveLength(10);
  for (const path of paths) {
    await page.goto(`${server.origin}${path}/handout`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), `${path}`).toHaveLength(1);
  }
});
