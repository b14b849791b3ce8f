import type { Page } from '@playwright/test';
import { hiddenIn } from '@/lib/learn/mystery';
import { type TechniqueId, techniqueIds, techniques } from '@/lib/techniques';
import { violationsIn } from './axe';
import { expect, test } from './test';

test.use({ bypassCSP: true });

/** A seed that hides this technique. */
function seedOf(id: TechniqueId): number {
  for (let seed = 1; ; seed++) if (hiddenIn({ seed, round: 'one' }, techniqueIds)[0] === id) return seed;
}

const begin = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).click();
const isOver = (page: Page) => expect(page.locator('[data-run="over"]')).toBeVisible({ timeout: 60_000 });

/** How often the page names each technique: in text, attributes, accessible names, title and address. */
async function saidOf(page: Page): Promise<Record<string, number>> {
  const document = await page.evaluate(() => {
    const { title } = window.document;
    return [title, window.location.href, window.document.querySelector('main')?.outerHTML].join('\n');
  });
  const said = `${document}\n${await page.getByRole('main').ariaSnapshot()}`.toLowerCase();
  const times = (word: string) =>
    said.match(new RegExp(`(?<![a-z])${word.replaceAll('.', '\\.')}(?![a-z])`, 'g'))?.length ?? 0;
  return Object.fromEntries(
    techniques.map(({ id, name, color, path }) => {
      const words = new Set(
        [id, name, color.light, color.dark, `/${path}`].map((word) => word.toLowerCase()),
      );
      return [id, [...words].reduce((sum, word) => sum + times(word), 0)];
    }),
  );
}

/** All techniques are named alike: as what it may be. */
async function expectNoHint(page: Page): Promise<void> {
  const said = await saidOf(page);
  const [first] = Object.values(said);
  expect(first).toBeGreaterThan(0);
  expect(said).toEqual(Object.fromEntries(techniqueIds.map((id) => [id, first])));
}

/** What stands in the lanes, wherever it is written. */
const lanes = (page: Page) =>
  page
    .getByRole('region', { name: 'Lanes', exact: true })
    .evaluate((element) => element.outerHTML.toLowerCase());

for (const technique of techniques) {
  test(`nothing gives ${technique.name} away before the answer`, async ({ page, server }) => {
    await page.goto(`${server.origin}/learn/mystery?seed=${seedOf(technique.id)}`);
    await expect(page.getByRole('radio')).toHaveCount(techniques.length);
    await expectNoHint(page);
    await begin(page);
    await expect(page.locator('[data-priced="true"]')).toHaveCount(1);
    // A price is followed, and its bytes are asked for.
    const picture = page.getByRole('button', { name: /Follow a price/ });
    await picture.focus();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('status', { name: 'Followed price' })).toContainText('The unnamed lane');
    await page.keyboard.press('Enter');
    await picture.click();
    await expectNoHint(page);
    const html = await lanes(page);
    for (const { id, name } of techniques) {
      expect(html).not.toContain(id);
      expect(html).not.toContain(`>${name.toLowerCase()}<`);
    }
  });
}

test('what one took it for stands beside what it is, and the run says how one could have seen it', async ({
  page,
  server,
}) => {
  test.setTimeout(120_000);
  const [technique, other] = techniques;
  await page.goto(`${server.origin}/learn/mystery?seed=${seedOf(technique.id)}`);
  await begin(page);
  await page.getByRole('radio', { name: other.name }).check();
  await expect(page.getByRole('button', { name: 'Check' })).toBeDisabled();
  await isOver(page);
  await expectNoHint(page);
  await page.getByRole('button', { name: 'Check' }).click();
  const answer = page.getByRole('region', { name: 'Answer', exact: true });
  await expect(answer).toContainText(`You expected ${other.name} · it is ${technique.name}.`);
  expect(await answer.getByRole('list').last().getByRole('listitem').count()).toBeGreaterThan(0);
  await expect(page.locator(`article[data-technique="${technique.id}"]`)).toBeVisible();
});

test('all lanes are matched, and found ones are counted', async ({ page, server }) => {
  test.setTimeout(120_000);
  const hidden = hiddenIn({ seed: 7, round: 'all' }, techniqueIds);
  await page.goto(`${server.origin}/learn/mystery?seed=7&round=all`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which lane is which?');
  await begin(page);
  await expect(page.locator('[data-priced="true"]')).toHaveCount(techniques.length);
  const html = await lanes(page);
  for (const id of techniqueIds) expect(html).not.toContain(id);
  await isOver(page);
  await expectNoHint(page);
  for (const [lane, id] of hidden.entries())
    await page.getByRole('combobox', { name: `Lane ${lane + 1}` }).selectOption(id);
  expect(await violationsIn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText(`You found ${hidden.length} of ${hidden.length}.`)).toBeVisible();
  expect(await violationsIn(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsIn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a class has the same mystery by its address, and another one has another address', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/learn/mystery`);
  await expect(page).toHaveURL(/seed=\d+/);
  const first = page.url();
  await page.getByRole('button', { name: 'Another one' }).click();
  await expect(page).not.toHaveURL(first);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsIn(page)).toEqual([]);
});
