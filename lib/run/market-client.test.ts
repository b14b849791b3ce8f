import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import { WebSocketServer } from 'ws';
import type { Fault } from '@/lib/faults/faults';
import { idealLink } from '@/lib/link/settings';
import { epochNow } from '@/lib/measure/clock';
import { startTestServer, type TestServer } from '@/server/testing/server';
import { MarketClient, type MarketHandlers } from './market-client';
import type { ServerSettings } from './server-settings';

const guard = { timeout: 10_000 };

const wanted: ServerSettings = {
  settings: { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 },
  link: idealLink,
  capture: false,
  running: true,
};

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

/** A client of a server, with all that its page was told. */
function connected(t: TestContext, origin = server.origin) {
  const told: { type: string; said: unknown }[] = [];
  let wake = () => {};
  const note = (type: string) => (said?: unknown) => {
    told.push({ type, said });
    wake();
  };
  const client = new MarketClient(origin, wanted, {
    begun: note('begun'),
    wentOn: note('went on'),
    told: (report) => note(report.type)(report),
    complained: note('complained'),
    away: note('away'),
    slept: note('slept'),
    gone: note('gone'),
  });
  t.after(() => client.close());
  const until = async (isSo: () => boolean) => {
    while (!isSo())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  /** Waits for the next of a kind after the first `from` that were told. */
  const next = async <Type extends keyof Said>(type: Type, from = told.length): Promise<Said[Type]> => {
    await until(() => told.slice(from).some((one) => one.type === type));
    return told.slice(from).find((one) => one.type === type)?.said as Said[Type];
  };
  return { client, told, types: () => told.map(({ type }) => type), until, next };
}

type First<Name extends keyof MarketHandlers> = Parameters<MarketHandlers[Name]>[0];
interface Said {
  begun: First<'begun'>;
  'went on': First<'wentOn'>;
  figures: Extract<First<'told'>, { type: 'figures' }>;
  fault: Extract<First<'told'>, { type: 'fault' }>;
  complained: string;
}

test(
  'a market is opened, told of and changed as it is wanted, and settled once the server has said so',
  guard,
  async (t) => {
    const { client, next, types } = connected(t);
    assert.deepEqual(
      [client.phase, client.isSettled, client.offset],
      [{ kind: 'away', since: null }, false, 0],
    );
    const begun = await next('begun', 0);
    assert.deepEqual(
      [begun.settings, client.phase.kind, client.isSettled],
      [wanted.settings, 'standing', true],
    );
    assert.ok(client.clock && client.offset === client.clock.offset && client.offset !== 0);
    const figures = await next('figures');
    assert.ok(figures.type === 'figures' && figures.market === begun.market);

    client.want({ ...wanted, settings: { ...wanted.settings, rate: 100 } });
    assert.equal(client.isSettled, false);
    const changed = await next('went on');
    assert.deepEqual([changed.settings.rate, changed.market, client.isSettled], [100, begun.market, true]);
    assert.ok(!types().includes('wire') && !types().includes('market') && !types().includes('error'));
    client.want({ ...wanted, settings: { ...wanted.settings, rate: 100 }, capture: true });
    assert.equal((await next('went on')).capture, true);
  },
);

test('a fault is made and told of; what the server does not do is complained of', guard, async (t) => {
  const { client, next, told } = connected(t);
  await next('begun', 0);
  const fault: Fault = { kind: 'outage', seconds: 2 };
  client.strike(fault);
  const { kind, at, until } = await next('fault');
  assert.equal(kind, 'outage');
  assert.ok(Math.abs(until - at - 2000) < 1);
  const from = told.length;
  for (let i = 0; i < 8; i++) client.strike({ kind: 'restart', seconds: 1 });
  assert.match(await next('complained', from), /once a second/);
  assert.equal(client.phase.kind, 'standing');
});

test('another market is opened when another is wanted', guard, async (t) => {
  const { client, next } = connected(t);
  const first = await next('begun', 0);
  client.reset({ ...wanted, settings: { ...wanted.settings, seed: 2 } });
  const second = await next('begun');
  assert.notEqual(second.market, first.market);
  assert.equal(second.settings.seed, 2);
});

test(
  'a server that is gone is told of, and the market is gone on with when there is one again',
  guard,
  async (t) => {
    const first = await startTestServer();
    const { client, next, until, types } = connected(t, first.origin);
    const { market } = await next('begun', 0);
    await next('figures');
    await first.stop();
    await until(() => types().includes('away'));
    assert.ok(client.phase.kind === 'away' && client.phase.since !== null);
    assert.equal(client.isSettled, false);
    const second = await startTestServer({}, first.port);
    t.after(() => second.stop());
    const back = await next('went on');
    assert.deepEqual([back.market, back.restored], [market, true]);
    assert.equal(types().filter((type) => type === 'begun').length, 1);
  },
);

test(
  'a market that a server has no room for is asked for again, and no more once it is closed',
  guard,
  async (t) => {
    const full = await startTestServer({ maxMarkets: 0 });
    t.after(() => full.stop());
    const timers = t.mock.method(globalThis, 'setTimeout');
    const { client, told } = connected(t, full.origin);
    const kind = () => client.phase.kind;
    const again = () => timers.mock.calls.filter(({ arguments: [, ms] }) => ms === 5000);
    while (kind() !== 'refused') await new Promise(setImmediate);
    assert.equal(again().length, 1);
    const retry = again()[0]?.arguments[0];
    assert.ok(retry);
    // Rather than to wait for it.
    retry();
    assert.equal(kind(), 'asking');
    while (kind() !== 'refused') await new Promise(setImmediate);
    assert.equal(again().length, 2);
    const cleared = t.mock.method(globalThis, 'clearTimeout');
    client.close();
    assert.ok(cleared.mock.calls.some(({ arguments: [timer] }) => timer === again()[1]?.result));
    const { length } = told;
    await full.stop();
    assert.equal(told.length, length);
  },
);

test('a market that the server drops is told of, and another one is begun', guard, async (t) => {
  const { client, next, until, types } = connected(t);
  assert.equal(client.isBlocked, false);
  const { market } = await next('begun', 0);
  server.markets.drop(market);
  await until(() => types().includes('gone'));
  assert.equal(client.isBlocked, false);
});

test(
  'where no WebSocket comes through, that is told, and the market is opened all the same',
  guard,
  async (t) => {
    const behind = await startTestServer();
    t.after(() => behind.stop());
    // A request to upgrade is one like any other then.
    behind.server.removeAllListeners('upgrade');
    const { client, next } = connected(t, behind.origin);
    await next('begun', 0);
    while (!client.isBlocked) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(client.phase.kind, 'standing');
  },
);

test('a server that lets this page in under no circumstances has said why', guard, async (t) => {
  const refusing = createServer((_request, response) =>
    response.writeHead(403).end('{"error":{"code":"forbidden","message":"Not from here."}}'),
  ).listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  t.after(() => refusing.close());
  const { port } = refusing.address() as AddressInfo;
  const { client, until, types } = connected(t, `http://127.0.0.1:${port}`);
  await until(() => client.phase.kind === 'refused');
  const { phase } = client;
  assert.match(phase.kind === 'refused' ? phase.message : '', /Not from here/);
  assert.equal(types().at(-1), 'away');
});

test('a clock that stood still is told of, and one that was set back is not', guard, async (t) => {
  const answers = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(answers, 'listening');
  t.after(() => answers.close());
  let ahead = 0;
  answers.on('connection', (socket) => {
    t.after(() => socket.terminate());
    socket.on('message', (data) => {
      const { type, sent } = JSON.parse(String(data));
      if (type === 'clock') socket.send(JSON.stringify({ type, sent, at: epochNow() + ahead }));
    });
  });
  const { port } = answers.address() as AddressInfo;
  const { client, told, until } = connected(t, `http://127.0.0.1:${port}`);
  const samples = () => client.clock?.samples ?? 0;
  while (samples() < 10) await new Promise((resolve) => setTimeout(resolve, 10));
  // It has one sample again once it has jumped, and goes on from there.
  for (const jump of [-3000, 2000]) {
    ahead = jump;
    while (samples() >= 10 || Math.abs(client.offset - jump) > 500)
      await new Promise((resolve) => setTimeout(resolve, 10));
    if (jump > 0) await until(() => told.some(({ type }) => type === 'slept'));
  }
  const slept = told.filter(({ type }) => type === 'slept');
  assert.equal(slept.length, 1);
  assert.ok(Math.abs(Number(slept[0]?.said) - 5000) < 500, `${slept[0]?.said}`);
});
test(
  'a new market is asked for while the clocks are compared, and told of on the page’s own clock',
  guard,
  async (t) => {
    const { client, next } = connected(t);
    while (client.phase.kind === 'away') await new Promise(setImmediate);
    // What it says of its time cannot be told yet.
    assert.equal(client.clock, null);
    assert.equal(client.phase.kind, 'asking');
    const { state } = await next('begun', 0);
    assert.ok(client.clock);
    const own = performance.timeOrigin + performance.now();
    assert.ok(state.at < own && own - state.at < guard.timeout);
  },
);
