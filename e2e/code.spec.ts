import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { pathOf, sides } from '@/lib/code/halves';
import { parseMessage } from '@/lib/connection/message';
import { type Technique, techniques } from '@/lib/techniques';
import { hasProgram } from '@/server/testing/programs';
import type { ServerProcess } from './server';
import { allReceived, clipboardText, everyTechnique, expect, test } from './test';

const section = (page: Page) => page.getByRole('region', { name: 'The code that runs' });
const tab = (page: Page, { name }: Technique) => section(page).getByRole('tab', { name, exact: true });
const panel = (page: Page, { name }: Technique) => section(page).getByRole('tabpanel', { name, exact: true });

const asksOnce = ({ traits }: Technique) => traits.asks === 'once';

/** The command that the page shows for a technique. */
async function shownCommand(page: Page, technique: Technique, server: ServerProcess): Promise<string> {
  await tab(page, technique).click();
  const command = panel(page, technique).locator('[data-command]');
  await expect(command).toContainText(server.origin.replace(/^http/, ''));
  return command.innerText();
}

test('each tab shows both halves as they are in their files, and marks what they cause', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}`);
  for (const technique of techniques) {
    await tab(page, technique).click();
    await expect(section(page).getByRole('tabpanel')).toHaveCount(1);
    for (const side of sides) {
      const path = pathOf(technique.id, side);
      await expect(panel(page, technique).getByRole('heading', { name: path })).toBeVisible();
      const lines = panel(page, technique).locator(`[data-half="${side}"] [data-code]`);
      expect((await lines.allTextContents()).join(''), path).toBe(readFileSync(path, 'utf8'));
    }
    for (const kind of ['request', 'response', ...(asksOnce(technique) ? ['message'] : [])]) {
      await expect(panel(page, technique).locator(`[data-mark="${kind}"]`).first()).toBeVisible();
    }
  }
});

test('the arrow keys go from tab to tab, and round the end', async ({ page, server }) => {
  await page.goto(`${server.origin}/?${everyTechnique}`);
  const [first, second] = techniques;
  const last = techniques.at(-1) ?? first;
  const shows = async (technique: Technique) => {
    await expect(tab(page, technique)).toBeFocused();
    await expect(tab(page, technique)).toHaveAttribute('aria-selected', 'true');
    await expect(panel(page, technique)).toBeVisible();
  };
  await tab(page, first).focus();
  for (const [key, technique] of [
    ['ArrowRight', second],
    ['ArrowLeft', first],
    ['ArrowLeft', last],
    ['ArrowRight', first],
    ['End', last],
    ['Home', first],
  ] as const) {
    await page.keyboard.press(key);
    await shows(technique);
  }
  await expect(section(page).locator('[role="tab"][tabindex="0"]')).toHaveCount(1);
});

test('the code scrolls in its box, by keyboard too', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.origin}/?${everyTechnique}`);
  for (const technique of techniques) {
    await tab(page, technique).click();
    for (const side of sides) {
      const box = panel(page, technique).getByRole('region', { name: pathOf(technique.id, side) });
      await box.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});

test('the command is copied as it is shown', async ({ page, server, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${server.origin}/?${everyTechnique}`);
  for (const technique of techniques) {
    const command = await shownCommand(page, technique, server);
    await panel(page, technique).getByRole('button', { name: 'Copy command' }).click();
    await expect(panel(page, technique).getByRole('status')).toHaveText('copied');
    expect(await clipboardText(page)).toBe(command);
  }
});

for (const technique of techniques) {
  test(`the command of ${technique.id} works against the running server`, async ({ page, server }) => {
    test.skip(technique.traits.framing === 'http' && !hasProgram('curl'), 'curl is not installed');
    await page.goto(`${server.origin}/?${everyTechnique}`);
    const command = await shownCommand(page, technique, server);
    const said = command.startsWith('npx wscat ') ? await firstMessage(command) : await curl(command);
    expect(said).toMatch(/"seq":\d+,"symbol":"[A-Z]+","price":/);
    if (!asksOnce(technique)) expect(parseMessage(said).ticks.length).toBeGreaterThan(0);
  });
}

/** What curl says within three seconds; a stream would go on for ever. The market ticks twice a second. */
async function curl(command: string): Promise<string> {
  expect(command).toMatch(/^curl /);
  const outcome = await promisify(execFile)('sh', ['-c', `${command} --silent --max-time 3`]).catch(
    (error) => {
      // 28 is curl's own word for time that is up.
      if (error.code === 28) return error as { stdout: string };
      throw error;
    },
  );
  return outcome.stdout;
}

async function firstMessage(command: string): Promise<string> {
  const [, first, address] = /^npx wscat (?:-x (\S+) )?(?:-w \d+ )?-c '?([^' ]+)'?$/.exec(command) ?? [];
  if (!address) throw new Error(`not a command for a WebSocket: ${command}`);
  const socket = new WebSocket(address);
  if (first) socket.once('open', () => socket.send(first));
  let said = '';
  // What a protocol above WebSocket says first is no price.
  while (!said.includes('"seq"')) said = String((await once(socket, 'message'))[0]);
  socket.close();
  return said;
}

test('a mark leads to what the line sends: its latest arrow on the wire, or the next one', async ({
  page,
  server,
}) => {
  await page.goto(`${server.origin}/?${everyTechnique}&wire=false`);
  await allReceived(page, 1);
  const inspector = page.getByRole('region', { name: 'Wire inspector' });
  for (const technique of techniques) {
    await tab(page, technique).click();
    // A stream's request and answer are over long before anybody watches.
    const [side, kind] = asksOnce(technique) ? ['server', 'message'] : ['client', 'request'];
    await panel(page, technique).locator(`[data-half="${side}"] [data-mark="${kind}"]`).first().click();
    await expect(inspector.getByRole('heading', { name: technique.name })).toBeVisible();
    await expect(inspector).toContainText(
      side === 'client' ? 'request, browser to server' : 'message, server to browser',
    );
  }
  await expect(page).not.toHaveURL(/wire=false/);

  const stream = techniques.find(asksOnce) ?? techniques[0];
  await tab(page, stream).click();
  await panel(page, stream).locator('[data-half="client"] [data-mark="request"]').first().click();
  const waiting = page.getByText(`${stream.name}: no request to the server was seen`);
  await expect(waiting).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(inspector.getByRole('heading', { name: stream.name })).toBeVisible();
  await expect(inspector).toContainText('request, browser to server');
  await expect(waiting).toHaveCount(0);
});
