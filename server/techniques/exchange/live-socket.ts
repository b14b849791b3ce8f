import type { Duplex } from 'node:stream';
import { type RawData, WebSocket } from 'ws';
import { logProtocolError } from '../../limits/protocol-error';
import { RateLimit } from '../../limits/rate';
import { logLimit } from '../../log/log';
import { pingFrame } from './frame';
import type { Closable, Exchange, HeartbeatTarget } from './half';

/** A client may say so much in the long run, and at once. */
const MESSAGES_PER_SECOND = 50;
const MESSAGES_AT_ONCE = 200;

/** A client that has so much to read may ask for no more, bytes. */
const MAX_WAITING = 1024 * 1024;

/**
 * A WebSocket that is looked after: it is asked whether it lives, let go when the server stops, and closed when it reads
 * too slowly or says too much.
 */
export abstract class LiveSocket extends WebSocket implements HeartbeatTarget, Closable {
  private socket: Duplex | undefined;
  private alive = true;
  private allowance: RateLimit | undefined;

  /** What the client says. */
  protected abstract heard(text: string): void;

  /** From the handshake on, until it is closed. */
  protected lookAfter(
    socket: Duplex,
    exchange: Pick<Exchange<unknown>, 'heartbeats' | 'closables' | 'upgraded'>,
  ): void {
    exchange.upgraded();
    const { heartbeats, closables } = exchange;
    this.socket = socket;
    heartbeats.add(this);
    closables.add(this);
    this.on('pong', this.lives);
    this.on('ping', this.answerPing);
    this.on('message', this.hear);
    // A client that breaks the protocol is told so by a close frame, which may have to go through a link first.
    this.on('error', logProtocolError);
    this.on('close', () => {
      heartbeats.delete(this);
      closables.delete(this);
    });
    socket.on('stuck', () => this.drop());
  }

  beat(): void {
    // Whoever does not read cannot answer a ping: `stuck` finds them, and says why they have to go.
    if (this.readyState !== this.OPEN || this.bufferedAmount > 0) return;
    if (this.alive) {
      this.alive = false;
      this.socket?.write(pingFrame);
    } else this.terminate();
  }

  release(): void {
    this.close(1001, 'the server is stopping');
  }

  /** First with the reason; who does not take that either is cut off. */
  private drop(): void {
    if (this.readyState === this.OPEN) this.close(1013, 'you read too slowly; come back with since=');
    else this.terminate();
  }

  private lives(): void {
    this.alive = true;
  }

  private hear(data: RawData): void {
    if (this.mayGoOn()) this.heard(data.toString());
  }

  private answerPing(data: Buffer): void {
    if (this.mayGoOn()) this.pong(data);
  }

  /** Whether the client may say one thing more, be it a message or a ping; one that says too much is let go. */
  private mayGoOn(): boolean {
    if (this.readyState !== this.OPEN) return false;
    // Who asks and does not read would fill the memory with answers.
    if (this.bufferedAmount > MAX_WAITING && this.socket?.writableNeedDrain) {
      logLimit('unread_answers');
      this.terminate();
      return false;
    }
    this.allowance ??= new RateLimit(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE);
    if (this.allowance.take()) return true;
    logLimit('too_many_messages');
    this.close(1008, `at most ${MESSAGES_PER_SECOND} messages a second`);
    return false;
  }
}
