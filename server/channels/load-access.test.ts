import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { TrustedProxies } from '../limits/proxies';
import { LoadAccess } from './load-access';

const TOKEN = 'sesame-sesame';

/** A request that has come from an address. */
function requestFrom(address: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  return Object.assign(new IncomingMessage(socket), { headers });
}

test('this machine is known by its loopback addresses, unless a proxy is between', () => {
  const access = new LoadAccess(undefined, null);
  const isLocal = (address: string, headers = {}) => access.isLocal(requestFrom(address, headers));
  for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])
    assert.ok(isLocal(address), address);
  for (const address of ['10.127.0.1', '1127.0.0.1', '::12', '::ffff:10.0.0.1', ''])
    assert.ok(!isLocal(address), address);
  for (const name of [
    ...['forwarded', 'via', 'cdn-loop', 'x-forwarded', 'x-forwarded-for', 'x-forwarded-host'],
    ...['x-real-ip', 'client-ip', 'x-client-ip', 'x-cluster-client-ip', 'true-client-ip', 'x-remote-addr'],
    ...[
      'cf-connecting-ip',
      'cf-ray',
      'fastly-client-ip',
      'fly-client-ip',
      'fly-region',
      'x-envoy-peer-metadata',
    ],
    ...['x-azure-fdid', 'x-appengine-country', 'x-amzn-trace-id', 'cloudfront-viewer-country', 'x-vercel-id'],
    ...[
      'akamai-origin-hop',
      'x-original-for',
      'x-original-forwarded-for',
      'x-arr-log-id',
      'x-nf-client-connection-ip',
    ],
  ])
    assert.ok(!isLocal('127.0.0.1', { [name]: 'x' }), name);
  // What a browser sends.
  for (const name of ['x-forward', 'user-via', 'accept', 'sec-websocket-key', 'cookie', 'sec-fetch-site'])
    assert.ok(isLocal('127.0.0.1', { [name]: 'x' }), name);
});

test('behind a proxy that says nothing, it is known by the names that it goes by', () => {
  const access = new LoadAccess(undefined, null);
  const isLocal = (headers: { host: string; origin?: string }) =>
    access.isLocal(requestFrom('127.0.0.1', { ...headers }));
  for (const host of [
    'localhost',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    `${hostname()}:3000`,
    'a.localhost',
  ])
    for (const headers of [{ host }, { host, origin: `http://${host}` }]) assert.ok(isLocal(headers), host);
  for (const host of [
    'class.example',
    '203.0.113.7:3000',
    'localhost.example',
    '127.0.0.1.example',
    '10.0.0.1',
  ]) {
    assert.ok(!isLocal({ host }), host);
    assert.ok(!isLocal({ host: 'localhost:3000', origin: `https://${host}` }), host);
  }
  assert.ok(!isLocal({ host: 'localhost', origin: 'null' }));
});

test("what a trusted proxy brings is never this machine's own", () => {
  const access = new LoadAccess(undefined, new TrustedProxies(['127.0.0.1']));
  assert.ok(!access.isLocal(requestFrom('127.0.0.1')));
  assert.ok(!access.isLocal(requestFrom('::ffff:127.0.0.1')));
  assert.ok(access.isLocal(requestFrom('::1')));
});

test('a token opens it as a whole or not at all', () => {
  for (const wrong of [
    '',
    's',
    'sesame',
    'sesame-sesam',
    'sesame-sesame-',
    'Sesame-sesame',
    'sesame-sesame\0',
  ]) {
    const access = new LoadAccess(TOKEN, null);
    assert.throws(() => access.unlock(wrong, '10.0.0.1'), { status: 403, code: 'wrong_token' }, wrong);
    access.unlock(TOKEN, '10.0.0.1');
  }
  for (const any of ['', 'undefined', TOKEN])
    assert.throws(() => new LoadAccess(undefined, null).unlock(any, '10.0.0.1'), {
      code: 'load_not_allowed',
    });
});

test('an address may guess five times at once, then once in 10 s, and all together not much oftener', (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const access = new LoadAccess(TOKEN, null);
  const guesses = (address: string, token = 'wrong') => {
    for (let count = 0; ; count++) {
      try {
        access.unlock(token, address);
      } catch (error) {
        assert.ok(error instanceof Error && 'code' in error);
        if (error.code === 'too_many_guesses') return count;
      }
      if (count === 100) return count;
    }
  };
  // Those who know the token may come back as often as they like.
  assert.equal(guesses('10.0.0.1', TOKEN), 100);
  assert.equal(guesses('10.0.0.1'), 5);
  // Not even the right one is told from others any more.
  assert.throws(() => access.unlock(TOKEN, '10.0.0.1'), { status: 429, code: 'too_many_guesses' });
  assert.equal(guesses('10.0.0.2'), 5);
  now += 10_000;
  assert.equal(guesses('10.0.0.1'), 1);
  now += 60_000;
  const all = Array.from({ length: 100 }, (_, i) => guesses(`10.0.1.${i}`));
  assert.equal(
    all.reduce((sum, count) => sum + count, 0),
    20,
  );
  now += 60_000;
  access.unlock(TOKEN, '10.0.0.1');
});
