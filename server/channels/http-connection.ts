import type { Answer, Question } from '@/lib/channel/http-exchange';
import { HttpError } from '../limits/errors';
import { RateLimit } from '../limits/rate';
import { logLimit } from '../log/log';
import type { ChannelConnection, ConnectionEvents } from './transport';

/** A client asks four times a second, and at once when it has something to say. */
const EXCHANGES_PER_SECOND = 50;
const EXCHANGES_AT_ONCE = 200;

/** One client's connection made of exchanges. What is sent waits for the next of them. */
export class HttpConnection implements ChannelConnection {
  private readonly session: string;
  private readonly maxMessage: number;
  private readonly ended: () => void;
  private readonly rate = new RateLimit(EXCHANGES_PER_SECOND, EXCHANGES_AT_ONCE);
  private events: ConnectionEvents | undefined;
  private waiting: string[] = [];
  private waitingBytes = 0;
  /** Why it has ended; null while it stands. */
  private reason: string | null = null;
  /** The last exchange, and its answer. */
  private last = { number: -1, answer: '' };

  /**
   * @param session its name
   * @param maxMessage bytes of a client's message, at most
   * @param ended is called once it has ended
   */
  constructor(session: string, maxMessage: number, ended: () => void) {
    this.session = session;
    this.maxMessage = maxMessage;
    this.ended = ended;
  }

  get unsent(): number {
    return this.waitingBytes;
  }

  listen(events: ConnectionEvents): void {
    this.events = events;
  }

  send(text: string): void {
    if (this.reason !== null) return;
    this.waiting.push(text);
    this.waitingBytes += Buffer.byteLength(text);
  }

  /** Nothing can be sent to a client unasked; that it asks is its sign of life. */
  ping(): void {}

  close(_code: number, reason: string): void {
    this.end(reason);
  }

  drop(): void {
    this.end('the connection was dropped');
  }

  /**
   * Takes what the client says. @returns the answer, as JSON
   *
   * @throws HttpError 409 where it is not the next one
   */
  exchange({ number, texts }: Question): string {
    // A browser asks once more where a connection broke before the answer was there.
    if (number === this.last.number) return this.last.answer;
    if (number !== this.last.number + 1 && this.reason === null)
      throw new HttpError(
        409,
        'out_of_order',
        `The next exchange of this channel is number ${this.last.number + 1}.`,
      );
    if (this.rate.take()) this.take(texts);
    else {
      logLimit('too_many_exchanges');
      this.close(1008, 'too many exchanges');
    }
    const answer = JSON.stringify({
      session: this.session,
      texts: this.waiting,
      closed: this.reason,
    } satisfies Answer);
    this.waiting = [];
    this.waitingBytes = 0;
    this.last = { number, answer };
    return answer;
  }

  private take(texts: readonly string[]): void {
    this.events?.alive();
    for (const text of texts) {
      if (this.reason !== null) return;
      if (Buffer.byteLength(text) > this.maxMessage) {
        logLimit('message_too_large');
        this.close(1009, 'the message is too large');
      } else this.events?.received(text);
    }
  }

  private end(reason: string): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.ended();
    this.events?.closed();
  }
}
