import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import * as z from 'zod';
import type { Note } from '@/lib/wire/crossing';
import { Addresses } from '../../limits/addresses';
import { Markets } from '../../market/markets';
import { connectionOf, TcpConnection } from '../../socket/tcp-connection';
import { RawClient } from '../../testing/server';
import { Dispatcher } from './dispatcher';
import { serverHalf } from './half';
import { RegisteredTechnique } from './registered-technique';

const secret = (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a);

/** A technique whose bytes nobody can read but its own halves. */
const opaque = serverHalf({
  GET: {
    query: z.strictObject({}),
    answer(exchange, response) {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      exchange.openBody(response, ({ sink }) => {
        exchange.feed.follow(0, sink, ({ ticks }) => {
          exchange.note({ parts: ticks.map(({ seq, json }) => ({ name: 'tick', bytes: json.length, seq })) });
          return Buffer.from(secret(ticks.map(({ json }) => json).join('')));
        });
      });
    },
  },
});

test('what a half says of bytes that only it can read comes with them to the view of the wire', async (context) => {
  const markets = new Markets({ maxMarkets: 1, idleMs: 60_000, historyMs: 60_000 });
  const techniques = new Map([['opaque', new RegisteredTechnique('http-streaming', opaque)]]);
  const dispatcher = new Dispatcher(markets, techniques, []);
  const connections = new Set<TcpConnection>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const carrier = connectionOf(request.socket);
    assert.ok(carrier);
    carrier.expect(response);
    const target = { path: request.url ?? '', query: '' };
    dispatcher.answer(carrier, request, response, target, (error) => response.destroy(error as Error));
  });
  const addresses = new Addresses(100);
  server.on('connection', (socket) => {
    new TcpConnection(socket, connections, addresses, addresses.admit('test'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const market = markets.create({ seed: 1, rate: 100, burst: 5, symbols: 2, padding: 0 });
  const client = new RawClient((server.address() as AddressInfo).port);
  context.after(async () => {
    await client.close();
    markets.close();
    server.close();
  });
  const ask = () => client.get(`/api/markets/${market.id}/opaque`);

  market.link.watch();
  ask();
  await client.atLeast(1000);
  market.ticker.pause();
  const events = market.link.capture.take().events.filter(({ way, notes }) => way === 'down' && notes);
  assert.ok(events.length > 0);
  const parts = events
    .flatMap(({ notes = [] }) => notes)
    .flatMap((note: Note) => ('parts' in note ? note.parts : []));
  assert.deepEqual(
    parts.map(({ seq }) => seq),
    parts.map((_, index) => index + 1),
  );
  // They account for all bytes of the events they came with.
  assert.equal(
    parts.reduce((sum, { bytes }) => sum + bytes, 0),
    events.reduce((sum, { bytes }) => sum + bytes, 0),
  );
});
