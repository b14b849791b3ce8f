import type { WireMessage } from '@/lib/capture/message';
import type { WireReport } from '@/lib/run/snapshot';

/** What can be scrolled back to, ms, and at most so many messages of it. */
export const KEPT_MS = 30_000;
const KEPT = 30_000;

/**
 * The wire of the last 30 s. It changes too often to be React state: the diagram reads it whenever it draws, and
 * what is written in words asks a few times a second.
 */
export class WireStore {
  messages: WireMessage[] = [];
  /** How many messages there were, those that are no longer kept among them. */
  seen = 0;
  /** Bytes captured so far, by technique. */
  captured = new Map<string, number>();
  /** Bytes that the server had counted by then, by technique. */
  counted: WireReport['counted'] = {};
  /** The latest request of each connection that has no answer yet. */
  readonly asked = new Map<string, WireMessage>();
  leftOut = 0;
  clockOffset = 0;
  startedAt = 0;
  market = '';
  private readonly listeners = new Set<(report: WireReport) => void>();

  /** Calls `listener` with what is kept, and with each report from now on, until the returned function is called. */
  listen(listener: (report: WireReport) => void): () => void {
    const { market, messages, leftOut, counted, clockOffset, startedAt } = this;
    listener({ market, messages, leftOut, counted, clockOffset, startedAt });
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(report: WireReport): void {
    const { market, messages, leftOut, counted, clockOffset, startedAt } = report;
    if (market !== this.market) this.clear(market);
    this.counted = counted;
    this.clockOffset = clockOffset;
    this.startedAt = startedAt;
    this.leftOut += leftOut;
    for (const message of messages) {
      this.match(message);
      // What never came out of the link has not crossed the socket.
      if (message.way === 'down' && message.arrivedAt === null) continue;
      this.captured.set(message.technique, (this.captured.get(message.technique) ?? 0) + message.bytes);
    }
    this.messages.push(...messages);
    this.seen += messages.length;
    const oldest = this.now - KEPT_MS - 5000;
    const from = Math.max(
      this.messages.findIndex(({ sentAt }) => sentAt >= oldest),
      this.messages.length - KEPT,
    );
    if (from > 1000) this.messages.splice(0, from);
    for (const listener of this.listeners) listener(report);
  }

  clear(market = ''): void {
    this.market = market;
    this.messages = [];
    this.captured.clear();
    this.asked.clear();
    this.counted = {};
    this.leftOut = 0;
  }

  /** Server epoch ms. */
  get now(): number {
    return performance.timeOrigin + performance.now() + this.clockOffset;
  }

  /** Finds the request that a message answers. */
  private match(message: WireMessage): void {
    const connection = `${message.technique} ${message.connection}`;
    if (message.kind === 'request') this.asked.set(connection, message);
    else if (message.way === 'down') {
      const request = this.asked.get(connection);
      if (!request) return;
      this.asked.delete(connection);
      message.askedAt = request.arrivedAt ?? request.sentAt;
    }
  }

  find(id: number): WireMessage | undefined {
    return this.messages.find((message) => message.id === id);
  }
}
