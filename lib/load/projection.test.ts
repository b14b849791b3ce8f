import assert from 'node:assert/strict';
import { test } from 'node:test';
import { techniques } from '@/lib/techniques';
import { type Assumptions, assumptionsSchema, defaultsFrom } from './assumptions';
import { type Costs, costsOf, modelOf, project, reachOf, requestsPerSecond } from './projection';
import type { LoadResult } from './result';
import { resultOf, runOf } from './results.fixture';

const asker = 'short-polling';
const holder = 'long-polling';
const stream = 'sse';

const assumptions: Assumptions = {
  users: 100_000,
  updates: 2,
  payload: 100,
  interval: 5,
  timeout: 20,
  roundTrip: 50,
  headers: 0,
  cores: 4,
  memory: 8,
  network: 1,
  utilisation: 50,
  hours: 10,
};

const costs = (result: LoadResult): Costs => {
  const found = costsOf(result);
  assert.ok(found);
  return found;
};

test('the registry says how each technique gets its updates', () => {
  assert.equal(modelOf(asker), 'interval');
  assert.equal(modelOf(holder), 'held');
  for (const { id, traits } of techniques) assert.equal(modelOf(id) === 'stream', traits.asks === 'once', id);
});

test('requests a second: by interval, by updates, by round trip, by timeout, none', () => {
  const at = (part: Partial<Assumptions>) => ({ ...assumptions, ...part });
  assert.equal(requestsPerSecond('interval', assumptions), 20_000);
  assert.equal(requestsPerSecond('held', assumptions), 200_000);
  assert.equal(requestsPerSecond('held', at({ updates: 50 })), 2_000_000);
  assert.equal(requestsPerSecond('held', at({ updates: 50, roundTrip: 0 })), 5_000_000);
  assert.equal(requestsPerSecond('held', at({ updates: 0.01 })), 5000);
  assert.equal(requestsPerSecond('stream', assumptions), 0);
});

/** Without the last digits, which calculating in binary gets wrong. */
const rounded = (found: Costs) => ({ ...found, cpu: Number(found.cpu.toPrecision(12)) });

test('what a unit costs is what was measured by what was done', () => {
  const asked = resultOf(asker, 1000, {
    delivered: 30_000,
    requests: 3000,
    bytes: { up: 1_500_000, down: 3_600_000, payload: 3_000_000 },
  });
  assert.deepEqual(rounded(costs(asked)), {
    technique: asker,
    unit: 'request',
    cpu: 0.0001,
    up: 500,
    down: 200,
    memory: 10_000,
    base: 50e6,
  });
  const streamed = resultOf(stream, 1000, {
    delivered: 30_000,
    bytes: { up: 0, down: 3_240_000, payload: 3_000_000 },
  });
  assert.deepEqual(rounded(costs(streamed)), {
    technique: stream,
    unit: 'delivery',
    cpu: 0.00001,
    up: 0,
    down: 8,
    memory: 10_000,
    base: 50e6,
  });
});

test('nothing is projected from a measurement in which nothing happened', () => {
  assert.equal(costsOf(resultOf(stream, 10, { delivered: 0 })), null);
  assert.equal(costsOf(resultOf(asker, 10, { requests: 0 })), null);
});

test('memory that shrank counts as none', () => {
  const { server } = resultOf(stream, 10);
  const shrunk = resultOf(stream, 10, { server: { ...server, memoryPerConnection: -1e6 } });
  assert.equal(costs(shrunk).memory, 0);
});

test('polling, calculated by hand', () => {
  const poll: Costs = {
    technique: asker,
    unit: 'request',
    cpu: 0.0001,
    up: 500,
    down: 200,
    memory: 10_000,
    base: 50e6,
  };
  assert.deepEqual(project(poll, assumptions), {
    technique: asker,
    requests: 20_000,
    deliveries: 200_000,
    // 20,000 × 0.1 ms
    cores: 2,
    // 20,000 × 500 B, and 200,000 × 100 B + 20,000 × 200 B
    up: 10_000_000,
    down: 24_000_000,
    memory: 1e9,
    // 2 / (4 × 0.5) = 1;   1 GB / (4 GB − 4 × 50 MB) = 0.26;   192 Mbit/s / 500 Mbit/s = 0.38
    servers: { cpu: 1, memory: 1, network: 1 },
    needed: 1,
    binding: 'cpu',
    usersPerProcess: 25_000,
    // 34 MB × 36,000 s × 30
    traffic: 36_720_000_000_000,
  });
});

test('headers that a browser sends besides cost bytes up, and only those who ask', () => {
  const found = (technique: Costs['technique'], unit: Costs['unit'], headers: number) =>
    project(
      { technique, unit, cpu: 0.0001, up: 100, down: 0, memory: 0, base: 0 },
      { ...assumptions, headers },
    ).up;
  assert.equal(found(asker, 'request', 400) - found(asker, 'request', 0), 8_000_000);
  assert.equal(found(stream, 'delivery', 400), found(stream, 'delivery', 0));
});

test('a stream, calculated by hand; each of the three can bind', () => {
  const push: Costs = {
    technique: stream,
    unit: 'delivery',
    cpu: 0.00001,
    up: 0,
    down: 8,
    memory: 10_000,
    base: 50e6,
  };
  const large = { ...assumptions, users: 10_000_000 };
  const found = project(push, large);
  assert.equal(found.requests, 0);
  assert.ok(Math.abs(found.cores - 200) < 1e-9);
  assert.equal(found.up, 0);
  assert.equal(found.down, 2_160_000_000);
  // 200 / 2;   100 GB / 3.8 GB = 26.3;   17.28 Gbit/s / 0.5 Gbit/s = 34.56
  assert.deepEqual(found.servers, { cpu: 100, memory: 27, network: 35 });
  assert.deepEqual([found.needed, found.binding], [100, 'cpu']);

  const slow = project(push, { ...large, network: 0.1 });
  assert.deepEqual([slow.needed, slow.binding], [346, 'network']);
  const small = project(push, { ...large, memory: 1 });
  // 100 GB / (0.5 GB − 0.2 GB)
  assert.deepEqual([small.needed, small.binding], [334, 'memory']);
  const none = project(push, { ...large, memory: 0.4 });
  assert.deepEqual([none.needed, none.binding], [Number.POSITIVE_INFINITY, 'memory']);
});

test('what is extrapolated is told from what was measured', () => {
  const result = resultOf(asker, 500, { payloadPerTick: 100 });
  const { rate, interval, timeout } = result.load;
  const same = { ...assumptions, users: 500, updates: rate, interval, timeout, payload: 103 };
  assert.deepEqual(reachOf(result, same), { clients: 1, rate: true, payload: true, asking: true });
  assert.deepEqual(
    reachOf(result, { ...same, users: 20_000, updates: rate / 2, payload: 200, interval: 9 }),
    {
      clients: 40,
      rate: false,
      payload: false,
      asking: false,
    },
  );
  // The timeout means nothing to a technique that does not wait.
  assert.ok(reachOf(result, { ...same, timeout: timeout / 2 }).asking);
});

test('the defaults are assumptions, and say where they come from', () => {
  const run = runOf([resultOf(stream, 10, { payloadPerTick: 130.4 })]);
  const defaults = defaultsFrom(run);
  assert.deepEqual(defaults.payload, { value: 130, source: 'measured by run 1' });
  assert.deepEqual(defaults.memory, { value: 8, source: 'as this machine' });
  assert.deepEqual(defaults.updates, { value: run.lab.rate, source: 'as in run 1' });
  assumptionsSchema.parse(
    Object.fromEntries(Object.entries(defaults).map(([name, { value }]) => [name, value])),
  );
});
