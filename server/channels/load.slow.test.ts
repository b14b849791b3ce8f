import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { LOAD_PATH, type LoadCommand, type LoadMessage } from '@/lib/load/messages';
import { defaultLoad, type Load } from '@/lib/load/settings';
import { techniques } from '@/lib/techniques';
import { startTestServer } from '../testing/server';

const [technique] = techniques;
const small: Load = {
  ...defaultLoad,
  technique: technique.id,
  clients: 10,
  rate: 20,
  seconds: 1,
  interval: 0.2,
};
const long: Load = { ...small, seconds: 60 };

class Page {
  readonly socket: WebSocket;
  private readonly messages: AsyncIterator<unknown[]>;

  constructor(port: number, headers: Record<string, string> = {}, query = '') {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${LOAD_PATH}${query}`, { headers });
    this.messages = on(this.socket, 'message');
  }

  send(command: LoadCommand | string): void {
    this.socket.send(typeof command === 'string' ? command : JSON.stringify(command));
  }

  async next<T extends LoadMessage['type']>(type: T): Promise<Extract<LoadMessage, { type: T }>> {
    for (;;) {
      const { value } = await this.messages.next();
      const message: LoadMessage = JSON.parse(String(value[0]));
      if (message.type === type) return message as Extract<LoadMessage, { type: T }>;
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }
}

test('a job brings progress and a result for each load, then its end', { timeout: 60_000 }, async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new Page(server.port);
  const { runs, machine } = await page.next('hello');
  assert.equal(runs, false);
  assert.ok(machine.cpus > 0 && machine.memory > 0);
  page.send({ type: 'start', loads: [small, { ...small, clients: 5 }] });
  assert.equal((await page.next('progress')).index, 0);
  for (const [index, clients] of [10, 5].entries()) {
    const message = await page.next('result');
    assert.equal(message.index, index);
    assert.equal(message.result.load.clients, clients);
    assert.equal(message.result.lost, 0);
  }
  assert.equal((await page.next('end')).reason, 'done');
  await page.close();
});

test('one job at a time; stop ends it, and so does leaving', { timeout: 60_000 }, async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new Page(server.port);
  await page.next('hello');
  page.send({ type: 'start', loads: [long] });
  await page.next('progress');

  const other = new Page(server.port);
  assert.equal((await other.next('hello')).runs, true);
  other.send({ type: 'start', loads: [small] });
  assert.equal((await other.next('error')).error.code, 'busy');
  page.send({ type: 'start', loads: [small] });
  assert.equal((await page.next('error')).error.code, 'busy');

  // Only who has started it can stop it.
  other.send({ type: 'stop' });
  other.send('?');
  await other.next('error');
  assert.equal((await page.next('progress')).index, 0);
  page.send({ type: 'stop' });
  assert.equal((await page.next('end')).reason, 'stopped');

  page.send({ type: 'start', loads: [long] });
  await page.next('progress');
  await page.close();
  // Its processes are being ended; as soon as they are, there is room for the next job.
  for (let runs = true; runs; ) {
    const looking = new Page(server.port);
    ({ runs } = await looking.next('hello'));
    await looking.close();
  }
  other.send({ type: 'start', loads: [small] });
  assert.equal((await other.next('end')).reason, 'done');
  await other.close();
});

test('a command that is not allowed is refused in words', { timeout: 60_000 }, async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  const page = new Page(server.port);
  await page.next('hello');
  const bad: [string, RegExp][] = [
    ['{', /JSON object/],
    ['{"type":"begin"}', /type/],
    [JSON.stringify({ type: 'start', loads: [] }), /loads/],
    [
      JSON.stringify({ type: 'start', loads: [{ ...small, clients: 5001 }] }),
      /clients: must be a number, 1 to 5000/,
    ],
    [JSON.stringify({ type: 'start', loads: [{ ...small, technique: 'telepathy' }] }), /must be one of/],
    [JSON.stringify({ type: 'start', loads: [{ ...small, clients: 5000, rate: 200 }] }), /at most 250000/],
  ];
  for (const [text, message] of bad) {
    page.send(text);
    const { error } = await page.next('error');
    assert.equal(error.code, 'bad_command');
    assert.match(error.message, message);
  }
  for (let i = 0; i < 30; i++) page.send('{');
  const [code] = await once(page.socket, 'close');
  assert.equal(code, 1008);

  const large = new Page(server.port);
  await large.next('hello');
  large.send('x'.repeat(70_000));
  assert.equal((await once(large.socket, 'close'))[0], 1009);
});

/** The status with which a handshake is refused. */
async function refusedWith(port: number, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${LOAD_PATH}`, { headers });
  socket.on('error', () => {});
  const [, { statusCode }] = await once(socket, 'unexpected-response');
  return statusCode;
}

test('it is for this machine, and for those with the token', { timeout: 60_000 }, async (t) => {
  const closed = await startTestServer();
  const open = await startTestServer({ loadToken: 'correct horse' });
  t.after(() => Promise.all([closed.stop(), open.stop()]));
  const far = { 'CF-Connecting-IP': '203.0.113.7' };
  for (const { port } of [closed, open]) await new Page(port).next('hello');

  const refused = new Page(closed.port, far);
  assert.match((await refused.next('locked')).message, /set LOAD_TOKEN/);
  for (const token of ['', 'undefined', 'correct horse']) {
    refused.send({ type: 'unlock', token });
    assert.equal((await refused.next('error')).error.code, 'load_not_allowed');
  }

  const page = new Page(open.port, far);
  await page.next('locked');
  const start: LoadCommand = { type: 'start', loads: [{ ...small, clients: 1 }] };
  page.send(start);
  assert.equal((await page.next('error')).error.code, 'load_not_allowed');
  page.send({ type: 'unlock', token: 'correct donkey' });
  assert.equal((await page.next('error')).error.code, 'wrong_token');
  page.send(start);
  assert.equal((await page.next('error')).error.code, 'load_not_allowed');
  page.send({ type: 'unlock', token: 'correct horse' });
  await page.next('hello');
  page.send(start);
  await page.next('progress');
  page.send({ type: 'stop' });
  assert.equal((await page.next('end')).reason, 'stopped');

  // A token in the address is none: addresses are written down on the way.
  const old = new Page(open.port, far, '?token=correct+horse');
  await old.next('locked');
  for (let guess = 0; guess < 4; guess++) {
    old.send({ type: 'unlock', token: `guess ${guess}` });
    assert.equal((await old.next('error')).error.code, 'wrong_token');
  }
  old.send({ type: 'unlock', token: 'correct horse' });
  assert.equal((await old.next('error')).error.code, 'too_many_guesses');

  assert.equal(await refusedWith(open.port, { Origin: 'https://evil.example' }), 403);
  assert.equal(await refusedWith(open.port, { Host: 'evil.example' }), 421);
  assert.equal((await fetch(`${open.origin}${LOAD_PATH}`)).status, 426);
});
