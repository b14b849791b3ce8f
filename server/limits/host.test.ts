import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { hostCheck } from './host';

const check = hostCheck(['https://class.example:8443', 'http://school.example']);

/** The status with which a request of these headers is refused; null where it is not. */
function refusal(rawHeaders: string[], httpVersion = '1.1'): number | null {
  try {
    check({ rawHeaders, httpVersion } as IncomingMessage);
    return null;
  } catch (error) {
    return (error as { status?: number }).status ?? Number.NaN;
  }
}

function isAllowed(...rawHeaders: string[]): boolean {
  const status = refusal(rawHeaders);
  if (status !== null) assert.equal(status, 421);
  return status === null;
}

test('names of this computer, addresses and what was allowed are ours, with any port of ours, each time they are asked', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]', 'page.localhost', hostname(), `${hostname()}.local`])
    for (const name of [host, `${host}:3000`, host.toUpperCase()])
      for (let time = 0; time < 3; time++) assert.ok(isAllowed('Host', name), name);
  for (const host of ['class.example:8443', 'school.example', 'School.Example'])
    assert.ok(isAllowed('Host', host), host);
});

test('other names are not, however often they are tried', () => {
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    'class.example',
    'school.example:81',
  ])
    for (let time = 0; time < 3; time++) assert.ok(!isAllowed('Host', host), host);
});

test('the field of that name counts, in any case and place', () => {
  assert.ok(isAllowed('Accept', '*/*', 'HOST', 'localhost'));
  assert.ok(!isAllowed('Accept', 'localhost', 'hOsT', 'evil.example'));
  assert.ok(isAllowed('X-Host', 'evil.example', 'Host', 'localhost', 'Hosts', 'evil.example'));
});

test('a request of HTTP/1.1 says once for whom it is, and in the form of a host; one of HTTP/1.0 need not', () => {
  assert.equal(refusal([]), 400);
  assert.equal(refusal(['X-Host', 'localhost']), 400);
  assert.equal(refusal(['Host', 'localhost', 'Host', 'localhost']), 400);
  for (const host of ['', 'localhost evil', 'localhost:x', 'local/host'])
    assert.equal(refusal(['Host', host]), 400, host);
  assert.equal(refusal([], '1.0'), null);
});

test('more names than are remembered are ours all the same', () => {
  for (let i = 0; i < 300; i++) assert.ok(isAllowed('Host', `page${i}.localhost`));
  assert.ok(!isAllowed('Host', 'evil.example'));
});
