import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PacketTally } from './tally';

const START = 2 ** 32 - 10;

/** A connection whose sequence numbers wrap within the first bytes. */
class Connection {
  private readonly tally: PacketTally;
  private readonly stream: number;
  private readonly next = { up: START, down: START };

  constructor(tally: PacketTally, stream: number) {
    this.tally = tally;
    this.stream = stream;
    const [seq, payload] = [START - 1, Buffer.alloc(0)];
    tally.add({ stream, isUp: true, seq, ack: null, isSyn: true, payload });
    tally.add({ stream, isUp: false, seq, ack: START, isSyn: true, payload });
  }

  /** The server's side acknowledges what goes up, unless it `isGone`. */
  send(way: 'up' | 'down', text: string, back = 0, isGone = false): void {
    const seq = (this.next[way] - back) >>> 0;
    const isUp = way === 'up';
    const { stream } = this;
    const other = this.next[isUp ? 'down' : 'up'];
    this.tally.add({ stream, isUp, seq, ack: other, isSyn: false, payload: Buffer.from(text) });
    this.next[way] = (seq + text.length) >>> 0;
    if (!isUp) return;
    // A reset in answer to what came for no socket acknowledges nothing.
    const ack = isGone ? null : this.next.up;
    this.tally.add({ stream, isUp: false, seq: other, ack, isSyn: false, payload: Buffer.alloc(0) });
  }
}

test('bytes go to the address that was asked for last, and what is sent again counts once', () => {
  const tally = new PacketTally();
  const connection = new Connection(tally, 0);
  connection.send('up', 'GET /a?since=1 HTTP/1.1\r\n\r\n');
  connection.send('down', 'HTTP/1.1 200 OK\r\n\r\n');
  connection.send('down', '200 OK\r\n\r\nmore', 10);
  connection.send('up', 'POST /b HTTP/1.1\r\n\r\n');
  connection.send('up', '{}');
  connection.send('up', 'GET /a HTTP/1.1\r\n\r\n');
  connection.send('up', 'T /a HTTP/1.1\r\n\r\n', 17);
  assert.deepEqual(Object.fromEntries(tally.byPath), {
    '/a': { up: 46, down: 23, requests: 2, connections: 1 },
    '/b': { up: 22, down: 0, requests: 1, connections: 1 },
  });
  assert.equal(tally.missing, 0);
});

test('what comes up after an upgrade is no request', () => {
  const tally = new PacketTally();
  const connection = new Connection(tally, 3);
  const handshake = 'GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n';
  connection.send('up', handshake);
  connection.send('up', 'GET /a HTTP/1.1\r\n\r\n');
  assert.deepEqual(Object.fromEntries(tally.byPath), {
    '/ws': { up: handshake.length + 19, down: 0, requests: 1, connections: 1 },
  });
});

test('what the capture has missed is known', () => {
  const tally = new PacketTally();
  const connection = new Connection(tally, 0);
  connection.send('up', 'GET /a HTTP/1.1\r\n\r\n', -7);
  assert.equal(tally.missing, 7);
});

test('what comes up for a connection that the server has closed has reached nobody, and is told apart', () => {
  const tally = new PacketTally();
  const connection = new Connection(tally, 0);
  connection.send('up', 'GET /a HTTP/1.1\r\n\r\n');
  connection.send('up', 'GET /b HTTP/1.1\r\n\r\n', 0, true);
  const a = { up: 19, down: 0, requests: 1, connections: 1 };
  assert.deepEqual(Object.fromEntries(tally.byPath), { '/a': a });
  assert.equal(tally.unreceived, 19);
});
