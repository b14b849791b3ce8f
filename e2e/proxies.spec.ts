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
  behind: (http: (port: number, server: number) => string, told?: boolean) => Promise<Behind>;
}>({
  behind: async ({ ownServer }, use) => {
    const started: Nginx[] = [];
    await use(async (http, told = true) => {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      // A bare proxy_pass asks the server under another name than the page's own: it has to be told of that.
      const server = await ownServer({
        ALLOWED_ORIGINS: told ? origin : '',
        TRUSTED_PROXIES: '127.0.0.1',
      });
      started.push(await startNginx(http(port, server.port)));
      return { origin, server };
    });
    for (const nginx of started) await nginx.stop();
  },
});

test.skip(!hasNginx(), 'nginx is not installed');

/** The page's notices of what is in between. */
const findings = (page: Page) => page.getByRole('note').filter({ hasText: /in between|between this page/ });

/** The exchanges of control channels over HTTP, as they come. */
function exchangesOf(page: Page): string[] {
  const posts: string[] = [];
  page.on('request', (request) => {
    const isPost = request.method() === 'POST';
    if (isPost && request.url().endsWith('/api/control')) posts.push(request.postData() ?? '');
  });
  return posts;
}

async function received(page: Page, ids: readonly string[], ticks: number): Promise<void> {
  for (const id of ids) {
    await expect
      .poll(() => figure(page, id, 'ticks'), { message: id, timeout: 30_000 })
      .toBeGreaterThanOrEqual(ticks);
    await expect(lane(page, id).locator('[data-order="whole"]')).toBeVisible();
  }
}

/** What is passed on as it comes is there in far less, ms; a buffer of nginx is full after many seconds. */
const MOMENT = 2000;

const ALL = ['short-polling', 'long-polling', 'sse', 'http-streaming', 'websocket'];
const WITHOUT_WEBSOCKET = ALL.slice(0, -1);

test('behind nginx as the documents set it up, all techniques run as without it', async ({
  behind,
  page,
}) => {
  const { origin } = await behind(recommended);
  const posts = exchangesOf(page);
  await page.goto(`${origin}/?rate=5`);
  await received(page, ALL, 20);
  // Ticks come one by one, and not a buffer full of them at once.
  for (const id of ['sse', 'http-streaming', 'websocket'])
    expect(await figure(page, id, 'latency_p50'), id).toBeLessThan(MOMENT);
  await expect(findings(page)).toHaveCount(0);
  expect(posts).toEqual([]);
});

/** What is in many a tutorial: HTTP/1.0 to the server, no upgrade, answers collected. */
const bare = (port: number, server: number, more = '') => `server {
  listen 127.0.0.1:${port};
  location / { proxy_pass http://127.0.0.1:${server}; ${more} }
}`;

// The console stays silent: a browser logs a WebSocket that fails, but not to a page whose worker has opened it.
test('behind a bare proxy_pass the page runs, and says what does not', async ({ behind, page }) => {
  const { origin } = await behind(bare);
  const posts = exchangesOf(page);
  await page.goto(`${origin}/?rate=5`);
  await expect(status(page)).toHaveText('running');
  await received(page, WITHOUT_WEBSOCKET, 20);
  await expect(lane(page, 'websocket')).toContainText('lets no WebSocket through');
  await expect(findings(page)).toHaveCount(1);
  await expect(findings(page)).toContainText('refuses the request to upgrade, or drops it');
  await expect(page.locator('header')).toContainText(/clocks compared to ± [\d.]+ ms, noise floor [\d.]+ ms/);
  for (const id of ['sse', 'http-streaming'])
    expect(await figure(page, id, 'latency_p50'), id).toBeLessThan(MOMENT);

  // Control over HTTP obeys as it does otherwise.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toHaveText('paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(status(page)).toHaveText('running');
  expect(posts.length).toBeGreaterThan(0);
});

test('behind a bare proxy_pass that the server was not told of, the page says what to set', async ({
  behind,
  page,
}) => {
  const { origin } = await behind(bare, false);
  await page.goto(origin);
  const why = `Pages of ${origin} may not connect here, only those of this server. For others, set ALLOWED_ORIGINS.`;
  await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
});

test('behind a proxy that holds answers back, the page names the techniques that suffer', async ({
  behind,
  page,
}) => {
  // It collects answers whatever the server asks for.
  const { origin } = await behind((port, server) =>
    bare(port, server, 'proxy_ignore_headers X-Accel-Buffering;'),
  );
  await page.goto(`${origin}/?rate=2`);
  for (const name of ['SSE', 'HTTP streaming']) {
    const finding = findings(page).filter({ hasText: `${name}: the server has sent` });
    await expect(finding).toContainText(/has sent \d+ ticks in [\d.]+ s, and none has come/, {
      timeout: 30_000,
    });
  }
  await received(page, ['short-polling', 'long-polling'], 10);
  await expect(findings(page).filter({ hasText: /^(Short|Long) polling/ })).toHaveCount(0);

  await page.goto(`${origin}/?rate=20&padding=100`);
  for (const name of ['SSE', 'HTTP streaming']) {
    const finding = findings(page).filter({ hasText: `${name}: ticks of about` });
    await expect(finding).toContainText(/come all at once, again and again/, { timeout: 30_000 });
  }
  await expect(findings(page).filter({ hasText: /^(Short|Long) polling/ })).toHaveCount(0);
});

test('behind a proxy that cuts what is silent, the page names after how long', async ({ behind, page }) => {
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
