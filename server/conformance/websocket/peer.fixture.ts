import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Case, Endpoint, Outcome } from './case.fixture';
import { CLOSE, close, PONG, readFrames, type ServerFrame, sendApart, TEXT } from './frame.fixture';

/** What a server takes longer for will not come any more, ms. */
const PATIENCE = 10_000;

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** What an endpoint says by itself: a channel's greeting, the ticks of a market. */
const UNASKED = /^\{"(type":"hello|seq)"/;

/** A right handshake. */
export const handshake = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`;

/** The proof that a server has understood the handshake (RFC 6455, 4.2.2). */
export const PROOF = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A WebSocket on a bare TCP connection. */
class Peer {
  readonly socket: Socket;
  /** Of the answer to the handshake. */
  head = '';
  readonly frames: ServerFrame[] = [];
  /** The server has ended its side, in order. */
  ended = false;
  private received = Buffer.alloc(0);
  private wake = () => {};

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.read();
      this.wake();
    });
    this.socket.on('end', () => {
      this.ended = true;
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.wake());
  }

  get closing(): ServerFrame | undefined {
    return this.frames.find(({ opcode }) => opcode === CLOSE);
  }

  /** @throws where it does not come to be */
  async until(what: string, isSo: () => boolean): Promise<void> {
    let isLate = false;
    const patience = setTimeout(() => {
      isLate = true;
      this.wake();
    }, PATIENCE);
    try {
      while (!isSo()) {
        if (isLate) throw new Error(`${what} did not come in time`);
        if (this.socket.destroyed) throw new Error(`the connection was reset before ${what}`);
        if (this.ended) throw new Error(`the connection ended before ${what}`);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      clearTimeout(patience);
    }
  }

  /** Texts and pongs that were asked for. */
  get answers(): ServerFrame[] {
    return this.frames.filter(
      ({ opcode, payload }) => opcode === PONG || (opcode === TEXT && !UNASKED.test(String(payload))),
    );
  }

  private read(): void {
    if (this.head === '') {
      const end = this.received.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.head = this.received.subarray(0, end).toString('latin1');
      this.received = this.received.subarray(end + 4);
    }
    try {
      const { frames, taken } = readFrames(this.received);
      this.received = this.received.subarray(taken);
      this.frames.push(...frames);
    } catch (error) {
      this.socket.destroy(error instanceof Error ? error : undefined);
    }
  }
}

/**
 * Plays a case.
 *
 * @returns what the server did
 * @throws where it broke a rule that holds for every case
 */
export async function play({ send, early, ends, outcome }: Case, path: string, port: number): Promise<Peer> {
  const peer = new Peer(port);
  const { socket } = peer;
  const write = (piece: Buffer) => void socket.write(piece);
  try {
    const asked = Buffer.from(handshake(path));
    write(early ? Buffer.concat([asked, ...send]) : asked);
    await peer.until('the answer to the handshake', () => peer.head !== '');
    if (!peer.head.startsWith('HTTP/1.1 101 ') || !peer.head.includes(PROOF)) throw new Error(peer.head);
    if (!early) await sendApart(write, send);
    if (ends) socket.end();
    else if (outcome.close === undefined) {
      await peer.until('the answers', () => peer.answers.length >= countOfExpected(outcome));
      write(close(1000, 'done'));
    }
    if (outcome.close !== null) await peer.until('a close frame', () => peer.closing !== undefined);
    const [code = ''] = peer.closing?.payload ?? [];
    if (!ends && code !== '' && outcome.close !== undefined)
      write(close(peer.closing?.payload.readUInt16BE(0)));
    await peer.until('the end of the connection', () => peer.ended);
    socket.end();
    if (!socket.closed) await once(socket, 'close');
    return peer;
  } finally {
    socket.destroy();
  }
}

/** Says what a server has done, in the words of what was expected of it. */
export function outcomeOf(peer: Peer, { answer }: Endpoint, { atLeast, ...expected }: Outcome): Outcome {
  const { answers, closing } = peer;
  const texts = answers.filter(({ opcode }) => opcode === TEXT).map(({ payload }) => String(payload));
  const pongs = answers.filter(({ opcode }) => opcode === PONG).map(({ payload }) => payload.toString('hex'));
  const most = (limit: number) => (atLeast ? limit : Number.POSITIVE_INFINITY);
  return {
    pongs: pongs.slice(0, most(expected.pongs?.length ?? 0)),
    answers: Math.min(texts.filter((text) => text === answer).length, most(expected.answers ?? 0)),
    errors: texts.filter((text) => text !== answer).length,
    close: closing ? (closing.payload.length === 0 ? 1005 : closing.payload.readUInt16BE(0)) : null,
    ...(expected.reason !== undefined && { reason: String(closing?.payload.subarray(2)) }),
  };
}

/** What was expected, with nothing left out. */
export function complete({ pongs = [], answers = 0, errors = 0, close = 1000, reason }: Outcome): Outcome {
  return {
    pongs: pongs.map((payload) => Buffer.from(payload).toString('hex')),
    answers,
    errors,
    close,
    ...(reason !== undefined && { reason }),
  };
}

function countOfExpected({ pongs = [], answers = 0, errors = 0 }: Outcome): number {
  return pongs.length + answers + errors;
}
