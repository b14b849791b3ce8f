import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idealLink } from '@/lib/link/settings';
import type { Market } from '../market/markets';
import { RawClient, startTestServer, type TestServer } from '../testing/server';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

/** A client's frame, with a mask of zeros. */
function frame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [first, 0x80 | length] : [first, 0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}

/** What a client may do wrong, and the code that it is told (RFC 6455, 7.4.1). */
const wrong: readonly [what: string, code: number, bytes: Buffer][] = [
  ['a reserved opcode', 1002, frame(0x83, Buffer.from('?'))],
  ['a frame without a mask', 1002, Buffer.from([0x81, 1, 0x61])],
  ['a text that is no UTF-8', 1007, frame(0x81, Buffer.from([0xc3, 0x28]))],
  ['a text that is no trade', 1008, frame(0x81, Buffer.from('hello'))],
  ['too long a message', 1009, frame(0x81, Buffer.alloc(2000, 'x'))],
];

const links: readonly [name: string, act: (market: Market) => void][] = [
  ['without a link', () => {}],
  ['over a link', (market) => market.link.change({ ...idealLink, rtt: 60, down: 100 })],
];

for (const [name, act] of links) {
  for (const [what, code, bytes] of wrong) {
    test(`${name}, ${what} is answered with close code ${code}`, { timeout: 20_000 }, async () => {
      const market = server.markets.create({ seed: 1, rate: 100, burst: 1, symbols: 2, padding: 0 });
      act(market);
      const client = new RawClient(server.port);
      client.get(
        `/api/markets/${market.id}/ws?since=0`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      );
      await client.until(/"seq":1,/);
      client.send(bytes);
      const code16 = String.fromCharCode(code >> 8, code & 0xff);
      const received = await client.until(new RegExp(`\\x88[\\x02-\\x7d]${code16}[^]*$`));
      // Nothing follows it.
      const closing = received.slice(received.lastIndexOf('\x88'));
      assert.equal(closing.length, 2 + closing.charCodeAt(1));
      await client.close();
    });
  }
}
