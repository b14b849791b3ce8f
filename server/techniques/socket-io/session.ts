import type { Socket as Connection } from 'engine.io';
import { endOfTick, findTick } from '@/lib/wire/tick-json';
import type { HttpResponse } from '../../carrier/carrier';
import type { DeliveryCounter } from '../../feed/follower';
import { RateLimit } from '../../limits/rate';
import { logLimit } from '../../log/log';
import type { Delivery } from '../../meter/account';
import type { Exchange } from '../exchange/half';

/** A client may say so much in the long run, and at once. */
const PACKETS_PER_SECOND = 50;
const PACKETS_AT_ONCE = 200;

/** What Engine.IO hands to a transport. */
interface Packet {
  type: string;
  data?: unknown;
}

/**
 * A connection of Engine.IO: one or many requests, by polling, by WebSocket, or by the one and then the other. What the
 * library sends is counted on the exchange on which it leaves.
 */
export class Session implements DeliveryCounter {
  readonly connection: Connection;
  /** The address without a query: it says which market the client is in. */
  readonly path: string;
  /** The first of its exchanges. */
  readonly exchange: Exchange<unknown>;
  private poll: Exchange<unknown> | null = null;
  private hasNews = false;
  private socket: Exchange<unknown>;
  /** Bytes of messages that no transport has taken yet. */
  private waiting = 0;
  private leaving: Delivery = { ticks: [], payload: 0 };

  constructor(connection: Connection, path: string, exchange: Exchange<unknown>) {
    this.connection = connection;
    this.path = path;
    this.exchange = exchange;
    this.socket = exchange;
    const allowance = new RateLimit(PACKETS_PER_SECOND, PACKETS_AT_ONCE);
    connection.on('packetCreate', ({ data }: Packet) => {
      if (typeof data === 'string') this.waiting += data.length;
    });
    connection.on('flush', (packets: readonly Packet[]) => this.flushing(packets));
    connection.on('drain', () => this.flushed());
    connection.on('packet', () => {
      if (allowance.take()) return;
      logLimit('too_many_messages');
      connection.close(true);
    });
  }

  /** Bytes that wait for the client to take them. */
  get backlog(): number {
    return this.waiting;
  }

  /** A poll has come in: what leaves next, leaves in its answer. */
  polled(exchange: Exchange<unknown>, response: HttpResponse): void {
    this.poll = exchange;
    this.hasNews = false;
    response.on('close', () => {
      if (this.poll !== exchange) return;
      this.poll = null;
      // Only a heartbeat, or not even that.
      if (response.headersSent && !this.hasNews) exchange.empty();
    });
  }

  /** A WebSocket stands, which may take over from polling. */
  upgraded(exchange: Exchange<unknown>): void {
    this.socket = exchange;
  }

  /** The library has been given ticks; they are counted when it gives them away. */
  delivered(): void {}

  private flushing(packets: readonly Packet[]): void {
    this.waiting = 0;
    let length = 0;
    let payload = 0;
    for (const { type, data } of packets) {
      if (type === 'message') this.hasNews = true;
      if (typeof data !== 'string') continue;
      const from = findTick(data, 0);
      if (from < 0) continue;
      length++;
      payload += endOfTick(data, from) - from;
    }
    this.leaving = { ticks: { length }, payload };
  }

  private flushed(): void {
    const { leaving, connection, poll, socket } = this;
    if (leaving.ticks.length === 0) return;
    const exchange = connection.transport.name === 'polling' ? poll : socket;
    exchange?.feed.sent(leaving);
  }
}
