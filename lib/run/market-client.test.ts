import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Fault } from '@/lib/faults/faults';
import { idealLink } from '@/lib/link/settings';
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
