import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainParseError, httpLimits } from './http';

test('what is no request is answered by what was wrong with it', () => {
  const statusOf = (code: string) => explainParseError(Object.assign(new Error(), { code })).status;
  assert.deepEqual(
    ['HPE_HEADER_OVERFLOW', 'ERR_HTTP_REQUEST_TIMEOUT', 'HPE_INVALID_METHOD'].map(statusOf),
    [431, 408, 400],
  );
});

test('limits are as the answers say that they are', () => {
  const { message } = explainParseError(Object.assign(new Error(), { code: 'HPE_HEADER_OVERFLOW' }));
  assert.match(message, / 16384 bytes/);
  const { headersTimeout, requestTimeout, maxHeaderSize, connectionsCheckingInterval } = httpLimits;
  const late = explainParseError(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }));
  assert.match(late.message, /within 10 s, all of it within 15 s/);
  assert.deepEqual([headersTimeout, requestTimeout, maxHeaderSize], [10_000, 15_000, 16_384]);
  // A client that is late is noticed within a second.
  assert.equal(connectionsCheckingInterval, 1000);
});
