import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config';

test('lists are separated by commas, and what is not set has its default', () => {
  const { TRUSTED_PROXIES, ALLOWED_ORIGINS, MAX_MARKETS_PER_ADDRESS, PORT } = readConfig({
    NODE_ENV: 'test',
    TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
  });
  assert.deepEqual(TRUSTED_PROXIES, ['127.0.0.1', '10.0.0.0/8', '::1']);
  assert.deepEqual([ALLOWED_ORIGINS, MAX_MARKETS_PER_ADDRESS, PORT], [[], undefined, 3000]);
  // No proxy is trusted that was not named, not even one on this machine.
  assert.deepEqual(readConfig({ NODE_ENV: 'test' }).TRUSTED_PROXIES, []);
});

test('a bad setting is named with what is allowed', () => {
  for (const [name, value, message] of [
    ['TRUSTED_PROXIES', '10.0.0.1,nginx', /^TRUSTED_PROXIES=10\.0\.0\.1,nginx: must be addresses or ranges/],
    ['TRUSTED_PROXIES', '10.0.0.0/64', /^TRUSTED_PROXIES=10\.0\.0\.0\/64: must be addresses or ranges/],
    ['TLS_CERT', 'cert.pem', /^TLS_CERT=cert\.pem: is given together with TLS_KEY, or neither is/],
    ['MAX_MARKETS_PER_ADDRESS', '0', /^MAX_MARKETS_PER_ADDRESS=0: must be at least 1/],
  ] as const)
    assert.throws(() => readConfig({ NODE_ENV: 'test', [name]: value }), { message });
});
