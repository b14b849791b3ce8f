import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { checkLoadAccess } from './load-access';

/** A request that has come from an address. */
function requestFrom(address: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  return Object.assign(new IncomingMessage(socket), { headers });
}

const check = (request: IncomingMessage, query: string, token?: string) =>
  checkLoadAccess(request, { path: '/api/load', query }, token);

test('this machine may measure, unless a proxy is between', () => {
  for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])
    check(requestFrom(address), '');
  for (const address of ['10.127.0.1', '1127.0.0.1', '::12', '::ffff:10.0.0.1', ''])
    assert.throws(() => check(requestFrom(address), ''), { status: 403 }, address);
  for (const name of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])
    assert.throws(() => check(requestFrom('127.0.0.1', { [name]: 'x' }), ''), { status: 403 }, name);
  check(requestFrom('127.0.0.1', { 'x-forward': 'x', 'user-via': 'x' }), '');
});

test('a token opens it as a whole or not at all', () => {
  const far = requestFrom('10.0.0.1');
  check(far, 'token=sesame-sesame', 'sesame-sesame');
  check(far, 'a=b&token=sesame%20sesame', 'sesame sesame');
  for (const query of [
    '',
    'token=',
    'token=s',
    'token=sesame',
    'token=sesame-sesam',
    'token=sesame-sesame-',
    'token=Sesame-sesame',
    'token=sesame-sesame%00',
    'other=sesame-sesame',
  ])
    assert.throws(() => check(far, query, 'sesame-sesame'), { status: 403, code: 'load_not_allowed' }, query);
  for (const query of ['', 'token=', 'token=undefined'])
    assert.throws(() => check(far, query), { status: 403 }, query);
});
