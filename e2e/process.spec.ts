import { once } from 'node:events';
import { WebSocket } from 'ws';
import { spawnServer } from './server';
import { expect, test } from './test';

async function failedStart(environment: Record<string, string>) {
  const child = spawnServer(environment);
  let output = '';
  child.stderr?.on('data', (text) => {
    output += text;
  });
  const [code] = await once(child, 'exit');
  return { code, lines: output.trim().split('\n') };
}

test('a port that is taken: one clear line, exit code 1', async ({ server }) => {
  const { code, lines } = await failedStart({ PORT: String(server.port) });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`port ${server.port} is taken`);
});

for (const [name, value] of [
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['HOST', 'no host'],
  ['MAX_MARKETS', '0'],
  ['ALLOWED_ORIGINS', 'nonsense'],
  ['LOG_LEVEL', 'loud'],
] as const) {
  test(`a bad setting ${name}=${value}: one clear line, exit code 1`, async () => {
    const { code, lines } = await failedStart({ [name]: value });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${name}=${value}: must be`);
  });
}

test('what is built already is not built again', async ({ server }) => {
  // Its own start came first, and has left nothing to be built.
  expect(server.port).toBeGreaterThan(0);
  const child = spawnServer();
  let output = '';
  for await (const text of child.stdout ?? []) {
    output += text;
    if (output.includes('ready')) break;
  }
  child.kill();
  expect(output).toMatch(/^Realtime Playground is ready: \S+\n$/);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} closes every connection properly and ends the server`, async ({ ownServer }) => {
    const server = await ownServer();
    const base = `${server.origin}/api/markets/demo`;
    const stream = await fetch(`${base}/sse`);
    const held = fetch(`${base}/long-poll?since=2000000000&timeout=60`);
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ws`);
    const control = new WebSocket(`ws://localhost:${server.port}/api/control`);
    await Promise.all([once(socket, 'open'), once(control, 'open')]);
    const closed = Promise.all([once(socket, 'close'), once(control, 'close')]);
    const code = await server.stop(signal);
    expect(code).toBe(0);
    expect((await closed).map(([closeCode]) => closeCode)).toEqual([1001, 1001]);
    // A stream that is ended properly can be read to its end.
    await stream.text();
    expect(await (await held).json()).toEqual({ ticks: [] });
  });
}
