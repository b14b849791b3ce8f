import type { Page } from '@playwright/test';
import { freePort, hasNginx, type Nginx, recommended, startNginx } from './nginx';
import type { ServerProcess } from './server';
import { expect, figure, lane, status, test as withServer } from './test';

interface Behind {
  origin: string;
  server: ServerProcess;
}

/** Tests of a page that reaches its server through nginx. */
const test = withServer.extend<{
  behind: (http: (port: number, server: number) => string) => Promise<Behind>;
}>({
  behind: async ({ ownServer }, use) => {
    const started: Nginx[] = [];
    await use(async (http) => {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      // A bare proxy_pass asks the server under another name than the page's own.
      const server = await ownServer({ ALLOWED_ORIGINS: origin, TRUSTED_PROXIES: '127.0.0.1' });
      started.push(await startNginx(http(port, server.port)));
      return { origin, server };
    });
    for (const nginx of started) await nginx.stop();
  },
});

test.skip(!hasNginx(), 'nginx is not installed');

/** The page's notices of what is in between. */
const findings = (page: Page) => page.getByRole('note').filter({ hasText: /in between|between this page/ });

async function received(page: Page, ids: readonly string[], ticks: number): Promise<void> {
  for (const id of ids) {
    await expect
      .poll(() => figure(page, id, 'ticks'), { message: id, timeout: 30_000 })
      .toBeGreaterThanOrEqual(ticks);
    await expect(lane(page, id).locator('[data-order="whole"]')).toBeVisible();
  }
}

const ALL = ['short-polling', 'long-polling', 'sse', 'http-streaming', 'websocket'];
const WITHOUT_WEBSOCKET = ALL.slice(0, -1);

test('behind nginx as the documents set it up, all techniques run as without it', async ({
  behind,
  page,
}) => {
  const { origin } = await behind(recommended);
  // Exchanges of a control channel over HTTP, of which there are to be none.
  const posts: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().endsWith('/api/control')) posts.push(request.url());
  });
  await page.goto(`${origin}/?rate=5`);
  await received(page, ALL, 20);
  // Ticks come one by one, and not a buffer full of them at once.
  for (const id of ['sse', 'http-streaming', 'websocket'])
    expect(await figure(page, id, 'latency_p50'), id).toBeLessThan(500);
  await expect(findings(page)).toHaveCount(0);
  expect(posts).toEqual([]);
});

test('behind a bare proxy_pass the page runs, and says what does not', async ({ behind, page, silence }) => {
  silence.expectNoise();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  const { origin } = await behind(
    (port, server) => `server {
      listen 127.0.0.1:${port};
      location / { proxy_pass http://127.0.0.1:${server}; }
    }`,
  );
  await page.goto(`${origin}/?rate=5`);
  await expect(status(page)).toHaveText('running');
  await received(page, WITHOUT_WEBSOCKET, 20);
  await expect(lane(page, 'websocket')).toContainText('lets no WebSocket through');
  await expect(findings(page)).toHaveCount(1);
  await expect(findings(page)).toContainText('refuses the request to upgrade, or drops it');
  await expect(page.locator('header')).toContainText(/clocks compared to ± [\d.]+ ms, noise floor [\d.]+ ms/);
  for (const id of WITHOUT_WEBSOCKET) expect(await figure(page, id, 'latency_p50'), id).toBeLessThan(5000);

  // Control over HTTP obeys as it does otherwise.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toHaveText('paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(status(page)).toHaveText('running');
  // A browser itself logs each WebSocket that fails, whatever the page does about it. There is nothing else.
  expect(said.filter((text) => !/^WebSocket connection to 'ws:.*' failed/.test(text))).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
});

/** As recommended, but that nginx collects answers whatever the server asks for. */
const buffering = (port: number, server: number) =>
  recommended(port, server).replace('proxy_buffering off;', 'proxy_ignore_headers X-Accel-Buffering;');

test('behind a proxy that holds answers back, the page names the techniques that suffer', async ({
  behind,
  page,
}) => {
  const { origin } = await behind(buffering);
  await page.goto(`${origin}/?rate=2`);
  await received(page, ['short-polling', 'long-polling', 'websocket'], 10);
  for (const name of ['SSE', 'HTTP streaming']) {
    const finding = findings(page).filter({ hasText: `${name}: the server has sent` });
    await expect(finding).toContainText(/has sent \d+ ticks in [\d.]+ s, and none has come/);
  }
  await expect(findings(page)).toHaveCount(2);

  await page.goto(`${origin}/?rate=20&padding=100`);
  for (const name of ['SSE', 'HTTP streaming'])
    await expect(findings(page).filter({ hasText: `${name}: ticks of about` })).toBeVisible();
  await expect(findings(page)).toHaveCount(2);
});

test('behind a proxy that cuts what is silent, the page names after how long', async ({
  behind,
  page,
  silence,
}) => {
  // A browser itself logs each answer that is an error.
  silence.expectNoise();
  const { origin } = await behind((port, server) =>
    recommended(port, server).replace('proxy_read_timeout 90s;', 'proxy_read_timeout 3s;'),
  );
  await page.goto(`${origin}/?rate=0.1&techniques=short-polling,long-polling`);
  await expect(findings(page)).toContainText(
    /^Long polling: the connection was cut after [23]\.\d+ s of silence/,
    {
      timeout: 30_000,
    },
  );
});
