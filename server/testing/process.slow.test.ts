import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { newSecret } from '../market/control-secret';
import { RawClient } from './server';

/** A server in a process of its own, with all that it has said. */
class Process {
  readonly child: ChildProcess;
  private out = '';
  private error = '';
  private wake = () => {};

  /** @param files it may have open, at most */
  constructor(t: TestContext, environment: Record<string, string>, files = 1024) {
    const script = `ulimit -n ${files}; exec "$0" --require tsx/cjs "$1"`;
    this.child = spawn('sh', ['-c', script, process.execPath, join(__dirname, 'process.fixture.ts')], {
      env: { ...process.env, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stdout?.on('data', (text) => {
      this.out += text;
      this.wake();
    });
    this.child.stderr?.on('data', (text) => {
      this.error += text;
      this.wake();
    });
    t.after(() => this.child.kill('SIGKILL'));
  }

  /** It listens, and its page is not ready. @returns its port */
  async listening(): Promise<number> {
    const [port] = await once(this.child, 'message');
    return port;
  }

  /** @returns its port */
  async ready(): Promise<number> {
    const port = await this.listening();
    await this.finish();
    return port;
  }

  /** Lets its page be ready. */
  async finish(): Promise<void> {
    this.child.send('the page is ready');
    await this.until(() => this.out.includes('ready'));
  }

  /** Every whole line that it has logged. */
  get lines(): Record<string, unknown>[] {
    return this.error
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async stop(): Promise<number | null> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = await exited;
    return code;
  }
}

const guard = { timeout: 60_000 };

test('start and stop are logged at the level info, one line of JSON each', guard, async (t) => {
  const server = new Process(t, { LOG_LEVEL: 'info' });
  const port = await server.ready();
  assert.equal(await server.stop(), 0);
  const [started, stopping, stopped] = server.lines;
  assert.deepEqual([started?.event, started?.level, started?.port], ['started', 'info', port]);
  assert.deepEqual([stopping?.event, stopping?.signal], ['stopping', 'SIGTERM']);
  assert.equal(stopped?.event, 'stopped');
  assert.equal(server.lines.length, 3);
});

test('by default limits alone are logged, each kind once, and no secret of a page', guard, async (t) => {
  const server = new Process(t, { MAX_MARKETS: '1', MAX_MARKETS_PER_ADDRESS: '2' });
  const port = await server.ready();
  const settings = { seed: 1, rate: 1, burst: 1, symbols: 1, padding: 0 };
  const secret = newSecret();
  const state = { seq: 0, at: 0, schedule: null };
  const pages = [{ type: 'open', settings }, ...Array(3).fill({ type: 'reopen', secret, settings, state })];
  for (const command of pages) {
    const page = new WebSocket(`ws://127.0.0.1:${port}/api/control`);
    t.after(() => page.terminate());
    await once(page, 'open');
    page.send(JSON.stringify(command));
    await once(page, 'message');
  }
  await server.until(() => server.lines.length > 0);
  assert.equal(await server.stop(), 0);
  const [{ time, ...line } = {}, ...others] = server.lines;
  assert.deepEqual(line, { level: 'warn', event: 'limit_reached', limit: 'too_many_markets', times: 1 });
  assert.deepEqual(others, []);
  assert.ok(!JSON.stringify(server.lines).includes(secret));
});

test('it is logged when the system gives no more open files, and the server goes on', guard, async (t) => {
  const server = new Process(t, {}, 60);
  const port = await server.ready();
  const clients = Array.from({ length: 80 }, () => new RawClient(port));
  await server.until(() => server.lines.some(({ limit }) => limit === 'open_files'));
  await Promise.all(clients.map((client) => client.close()));
  // Those that were accepted are closed by and by.
  for (;;) {
    const client = new RawClient(port);
    client.get('/healthz');
    const answer = await client.until(/"ok"/).catch(() => null);
    await client.close();
    if (answer) break;
  }
  assert.equal(await server.stop(), 0);
});

test('it lives at once, and is ready when its page is', guard, async (t) => {
  const server = new Process(t, {});
  const port = await server.listening();
  const status = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return [response.status, await response.json()];
  };
  assert.deepEqual(await status('/healthz'), [200, { status: 'ok' }]);
  assert.deepEqual(await status('/readyz'), [503, { status: 'starting' }]);
  await server.finish();
  assert.deepEqual(await status('/readyz'), [200, { status: 'ok' }]);
});
