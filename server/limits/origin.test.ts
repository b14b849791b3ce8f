import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOrigin } from './origin';

const check = (origin: string | undefined, allowed: readonly string[] = []) =>
  checkOrigin(
    { headers: { host: 'page.example:3000', ...(origin === undefined ? {} : { origin }) } },
    allowed,
  );

test('our own pages, allowed ones, and programs that are no browsers may connect', () => {
  check(undefined);
  check('http://page.example:3000');
  check('https://page.example:3000');
  check('https://class.example', ['https://other.example', 'https://class.example']);
});

test('an origin is ours as a whole or not at all', () => {
  for (const origin of [
    'http://page.example',
    'http://page.example:30000',
    'http://page.example:3000.evil.example',
    'http://page.example:3000@evil.example',
    'http://evil.example/http://page.example:3000',
    'http://evil-page.example:3000',
    'https://class.example.evil.example',
    'https://class.exampl',
    'ftp://page.example:3000',
    'null',
    '',
  ])
    assert.throws(
      () => check(origin, ['https://class.example']),
      { status: 403, code: 'foreign_origin' },
      origin,
    );
});
