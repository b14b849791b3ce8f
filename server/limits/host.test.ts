import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { hostCheck } from './host';

const check = hostCheck(['https://class.example:8443', 'http://school.example']);

function isAllowed(...rawHeaders: string[]): boolean {
  try {
    check({ rawHeaders } as IncomingMessage);
    return true;
  } catch (error) {
    assert.equal((error as { status?: number }).status, 421);
    return false;
  }
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
    '',
  ])
    for (let time = 0; time < 3; time++) assert.ok(!isAllowed('Host', host), host);
});

test('the first field of that name counts, in any case and place; a request without one is of no browser', () => {
  assert.ok(isAllowed('Accept', '*/*', 'HOST', 'localhost'));
  assert.ok(!isAllowed('Accept', 'localhost', 'hOsT', 'evil.example', 'Host', 'localhost'));
  assert.ok(isAllowed('Accept', 'host', 'Origin', 'evil.example'));
  assert.ok(isAllowed('X-Host', 'evil.example', 'Hosts', 'evil.example', 'Date', 'evil.example'));
  assert.ok(isAllowed());
});

test('more names than are remembered are ours all the same', () => {
  for (let i = 0; i < 300; i++) assert.ok(isAllowed('Host', `page${i}.localhost`));
  assert.ok(!isAllowed('Host', 'evil.example'));
});
