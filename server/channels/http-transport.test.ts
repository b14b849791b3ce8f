import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { type Answer, answerSchema, type Question } from '@/lib/channel/http-exchange';
import { errorSchema, PING, PONG } from '@/lib/channel/messages';
import { idealLink } from '@/lib/link/settings';
import { RawClient, startTestServer, type TestServer } from '../testing/server';

const settings = { seed: 1, rate: 50, burst: 1, symbols: 4, padding: 0 };
const OPEN = JSON.stringify({ type: 'open', settings });

let server: TestServer;
before(async () => {
  server = await startTestServer({ maxConnectionsPerAddress: 30 });
});
after(() => server.stop());

const JSON_TYPE = { 'Content-Type': 'application/json' };

function post(body: string, headers: Record<string, string> = JSON_TYPE): Promise<Response> {
  return fetch(`${server.origin}/api/control`, { method: 'POST', headers, body });
}

function ask(part: Partial<Question>): Promise<Response> {
  return post(JSON.stringify({ session: null, number: 0, texts: [], ends: false, ...part }));
}

async function answer(part: Partial<Question>): Promise<Answer> {
  const response = await ask(part);
  assert.equal(response.status, 200);
  return answerSchema.parse(await response.json());
}

async function refusal(asked: Promise<Response>): Promise<[number, string]> {
  const response = await asked;
  const { error } = z.object({ error: errorSchema.shape.error }).parse(await response.json());
  assert.ok(error.message.length > 0);
  return [response.status, error.code];
}

test('a channel is begun, used and ended by exchanges', async () => {
  const { session, texts } = await answer({});
  assert.match(session, /^[\w-]{22}$/);
  assert.deepEqual(texts, []);
  const opened = await answer({ session, number: 1, texts: [PING, OPEN] });
  const [pong = '', report = ''] = opened.texts;
  assert.equal(pong, PONG);
  const { type, market } = JSON.parse(report);
  assert.equal(type, 'market');
  assert.ok(server.markets.has(market));
  const ended = await answer({ session, number: 2, ends: true });
  assert.notEqual(ended.closed, null);
  assert.deepEqual(await refusal(ask({ session, number: 3 })), [410, 'channel_gone']);
  // No two are alike.
  assert.notEqual((await answer({})).session, session);
});

test('an exchange that a browser repeats is done once, and one that is missing is noticed', async () => {
  const { session } = await answer({ texts: [OPEN] });
  const once = await answer({ session, number: 1, texts: [OPEN] });
  const again = await answer({ session, number: 1, texts: [OPEN] });
  assert.deepEqual(again, once);
  assert.deepEqual(await refusal(ask({ session, number: 3 })), [409, 'out_of_order']);
  await answer({ session, number: 2, ends: true });
});

test('what is no exchange is refused with what is allowed', async () => {
  const cases: [Promise<Response>, number, string][] = [
    [post('{'), 400, 'bad_exchange'],
    [post('[]'), 400, 'bad_exchange'],
    [ask({ session: 'x' }), 400, 'bad_exchange'],
    [ask({ number: -1 }), 400, 'bad_exchange'],
    [ask({ texts: Array(51).fill(PING) }), 400, 'bad_exchange'],
    [
      post(JSON.stringify({ session: null, number: 0, texts: [], ends: false, more: 1 })),
      400,
      'bad_exchange',
    ],
    [ask({ session: 'A'.repeat(22) }), 410, 'channel_gone'],
    [post('{}', { 'Content-Type': 'text/plain' }), 415, 'unsupported_type'],
    [post('x'.repeat(70_000)), 413, 'exchange_too_large'],
    [post('{}', { ...JSON_TYPE, Origin: 'http://evil.example' }), 403, 'foreign_origin'],
    [fetch(`${server.origin}/api/control`), 426, 'upgrade_required'],
    [fetch(`${server.origin}/api/control`, { method: 'DELETE' }), 405, 'method_not_allowed'],
  ];
  for (const [response, status, code] of cases) assert.deepEqual(await refusal(response), [status, code]);
});

test('no exchange, however odd, is a fault of the server', async () => {
  const question = fc.record(
    {
      session: fc.oneof(fc.constant(null), fc.string(), fc.anything()),
      number: fc.oneof(fc.constant(0), fc.anything()),
      texts: fc.oneof(fc.array(fc.oneof(fc.string(), fc.json())), fc.anything()),
      ends: fc.oneof(fc.constant(true), fc.anything()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        question.map((it) => JSON.stringify(it)),
      ),
      async (body) => {
        const response = await post(body);
        await response.text();
        assert.ok([200, 400, 409, 410, 413, 503].includes(response.status), `${response.status}: ${body}`);
      },
    ),
    { numRuns: 200 },
  );
});

test('a message that is too large, and too many exchanges, end the channel', async () => {
  const { session } = await answer({});
  const large = await answer({ session, number: 1, texts: ['x'.repeat(4097), PING] });
  assert.deepEqual([large.texts, large.closed], [[], 'the message is too large']);
  const hasty = await answer({});
  let number = 0;
  let closed: string | null = null;
  while (closed === null && number < 1000)
    ({ closed } = await answer({ session: hasty.session, number: ++number }));
  assert.equal(closed, 'too many exchanges');
  assert.ok(number >= 200);
});

test('one address may have so many channels, and each that ends makes room', async () => {
  const limited = await startTestServer({ maxConnectionsPerAddress: 3 });
  const begin = () =>
    fetch(`${limited.origin}/api/control`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ session: null, number: 0, texts: [], ends: false }),
    });
  const [first] = [await begin(), await begin(), await begin()];
  assert.deepEqual(await refusal(begin()), [503, 'too_many_channels']);
  const { session } = answerSchema.parse(await first?.json());
  await fetch(`${limited.origin}/api/control`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ session, number: 1, texts: [], ends: true }),
  });
  assert.equal((await begin()).status, 200);
  await limited.stop();
});

test('exchanges are no technique’s, and go past the simulated network, also on a connection that was one’s', async (t) => {
  const market = server.markets.create(settings);
  const account = market.account('short-polling');
  const client = new RawClient(server.port);
  t.after(() => client.close());
  client.get(`/api/markets/${market.id}/poll`);
  await client.until(/\}$/);
  const { up, down, requests } = account.read();
  assert.deepEqual([up, down, requests], [client.up, client.down, 1]);

  market.link.change({ ...idealLink, rtt: 100 });
  const watch = market.link.watch();
  const body = JSON.stringify({ session: null, number: 0, texts: [PING], ends: false });
  const from = client.down;
  client.send(
    [
      'POST /api/control HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
  const text = await client.until(/"closed":null\}$/, from);
  assert.ok(text.includes('pong'));
  assert.deepEqual(watch.take(), { events: [], leftOut: 0 });
  assert.deepEqual(account.read(), { ...account.read(), up, down, requests });
});
