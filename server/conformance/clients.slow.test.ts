import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { EventSource } from 'eventsource';
import { needs } from '../testing/programs';
import { reached, startTestServer, type TestServer } from '../testing/server';

// Programs that others have written, each with its own reading of the standards.

const run = promisify(execFile);

let server: TestServer;
let market: string;
before(async () => {
  server = await startTestServer();
  const { id, feed } = server.markets.create({ seed: 1, rate: 50, burst: 1, symbols: 2, padding: 0 });
  await reached(feed, 5);
  market = `${server.origin}/api/markets/${id}`;
});
after(() => server.stop());

/** The first ticks, one behind the other. */
function assertTicks(ticks: readonly { seq: number }[]): void {
  assert.deepEqual(
    ticks.map(({ seq }) => seq),
    [1, 2, 3],
  );
}

/** Runs curl, with what it writes of its own at the end. */
async function curl(...options: readonly string[]): Promise<string> {
  const { stdout } = await run('curl', ['--silent', '--show-error', '--max-time', '20', ...options]);
  return stdout;
}

test('curl polls, in each version that it may ask for', needs('curl'), async () => {
  for (const [version, answered] of [
    ['--http1.0', '1.0'],
    ['--http1.1', '1.1'],
    ['--http2', '1.1'],
  ] as const) {
    const text = await curl(
      version,
      '--write-out',
      ' %{http_version} %{http_code}',
      `${market}/poll?since=0`,
    );
    const [, body = '', said] = /^(.*)\n? (\S+ \d+)$/s.exec(text) ?? [];
    assertTicks(JSON.parse(body).ticks.slice(0, 3));
    assert.match(said ?? '', new RegExp(`^(1.1|${answered}) 200$`), version);
  }
});

test('curl holds a trade back until it is asked for it', needs('curl'), async () => {
  const { ticks } = JSON.parse(await curl(`${market}/poll?since=0`));
  const trade = JSON.stringify({ symbol: ticks[0].symbol, side: 'buy', quantity: 1, seen: 1 });
  const type = 'Content-Type: application/json';
  const text = await curl(
    '--include',
    '-H',
    'Expect: 100-continue',
    '-H',
    type,
    '-d',
    trade,
    `${market}/poll`,
  );
  assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[\s\S]*"fill":/);
});

for (const path of ['sse', 'stream']) {
  test(`curl reads ${path} as it comes, and asks for HTTP/2 in vain`, needs('curl'), async () => {
    for (const version of ['--http1.1', '--http2']) {
      const client = execFile('curl', ['--silent', '--no-buffer', version, `${market}/${path}?since=0`]);
      let text = '';
      for await (const piece of client.stdout ?? []) {
        text += piece;
        if (/"seq":3,/.test(text)) break;
      }
      client.kill();
      assertTicks([...text.matchAll(/"seq":(\d+),/g)].slice(0, 3).map(([, seq]) => ({ seq: Number(seq) })));
    }
  });
}

test('h2load sends 16 requests at a time on each connection', needs('h2load'), async () => {
  const { stdout } = await run('h2load', [
    '--h1',
    '-n',
    '1600',
    '-c',
    '4',
    '-m',
    '16',
    `${market}/poll?since=0`,
  ]);
  assert.match(stdout, /1600 total, 1600 started, 1600 done, 1600 succeeded, 0 failed, 0 errored, 0 timeout/);
  assert.match(stdout, /status codes: 1600 2xx, 0 3xx, 0 4xx, 0 5xx/);
});

test('wrk finds no errors', needs('wrk'), async () => {
  const { stdout } = await run('wrk', ['-t', '1', '-c', '8', '-d', '1s', `${market}/poll?since=0`]);
  assert.match(stdout, /[1-9]\d* requests in /);
  assert.doesNotMatch(stdout, /Non-2xx|Socket errors/);
});

const PYTHON = `
import asyncio, json, sys, websockets

async def main(address):
    async with websockets.connect(address, subprotocols=["ticks"], max_queue=None) as socket:
        ticks = [json.loads(await socket.recv()) for _ in range(3)]
        await (await socket.ping())
        await socket.send("ping")
        while await socket.recv() != "pong":
            pass
    print(json.dumps({"ticks": ticks, "code": socket.close_code, "protocol": socket.subprotocol}))

asyncio.run(main(sys.argv[1]))
`;

/** A Python that has the library; Debian's own, where another one comes first. */
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import websockets']).status === 0,
);

test("Python's websockets pings, asks, and ends in order", {
  skip: !python && 'python3-websockets is not installed',
}, async () => {
  const address = `${market.replace('http', 'ws')}/ws?since=0`;
  const { stdout } = await run(python ?? 'python3', ['-c', PYTHON, address]);
  const { ticks, code, protocol } = JSON.parse(stdout);
  assertTicks(ticks);
  assert.deepEqual({ code, protocol }, { code: 1000, protocol: null });
});

test('the package eventsource gets events', async () => {
  const source = new EventSource(`${market}/sse?since=0`);
  const ticks: { seq: number }[] = [];
  await new Promise<void>((resolve) => {
    source.addEventListener('message', ({ data }) => {
      ticks.push(JSON.parse(data));
      if (ticks.length === 3) resolve();
    });
  });
  source.close();
  assertTicks(ticks.slice(0, 3));
});

test("undici, which is Node's fetch, polls and streams", async () => {
  const polled = (await (await fetch(`${market}/poll?since=0`)).json()) as { ticks: { seq: number }[] };
  assertTicks(polled.ticks.slice(0, 3));
  const stop = new AbortController();
  const { body } = await fetch(`${market}/stream?since=0`, { signal: stop.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.includes('"seq":3,')) break;
  }
  stop.abort();
  assertTicks([...text.matchAll(/"seq":(\d+),/g)].slice(0, 3).map(([, seq]) => ({ seq: Number(seq) })));
});
