import * as z from 'zod/mini';
import { backoff } from '@/lib/connection/backoff';
import { heartbeat, SILENCE_MS } from '@/lib/connection/heartbeat';
import { epochNow } from '@/lib/measure/clock';
import { PING, PONG, parseJson } from './messages';
import type { Transport, TransportConnection } from './transport';

export type ChannelState =
  /** For the first time. */
  | { kind: 'connecting' }
  | { kind: 'open' }
  /** Until it is open again: the channel tries by itself. */
  | { kind: 'lost'; reason: string }
  /** For good. */
  | { kind: 'refused'; reason: string };

export interface ChannelHandlers<Message> {
  changed(state: ChannelState): void;
  /** @param at when it was received, epoch ms */
  heard(message: Message, at: number): void;
  /** The server has said what the schema does not know. It is left out, and the channel goes on. */
  unfit(why: string): void;
}

const SILENT = `nothing was heard for ${SILENCE_MS / 1000} s`;

/** What travels on a channel, as its browser's end knows it. */
export interface ChannelMessages<Said, Heard> {
  up: z.core.$ZodType<unknown, Said>;
  down: z.core.$ZodType<Heard>;
}

/** The browser's end of a channel: messages by schema to one server. It notices silence, and reconnects by itself. */
export class Channel<Said, Heard> {
  private readonly messages: ChannelMessages<Said, Heard>;
  private readonly transport: Transport;
  private readonly handlers: ChannelHandlers<Heard>;
  private current: ChannelState = { kind: 'connecting' };
  private connection: TransportConnection | null = null;
  private heart: ReturnType<typeof heartbeat> | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Tries in a row on which the server has said nothing. */
  private failures = 0;

  constructor(
    messages: ChannelMessages<Said, Heard>,
    transport: Transport,
    handlers: ChannelHandlers<Heard>,
  ) {
    this.messages = messages;
    this.transport = transport;
    this.handlers = handlers;
    this.connect();
  }

  get state(): ChannelState {
    return this.current;
  }

  /** Whether a message that is sent now goes out at once: for one that measures how long that takes. */
  get isFree(): boolean {
    return this.connection?.isFree ?? false;
  }

  /** @returns whether the message went out; it does not unless the channel is open, and is not kept for later */
  send(message: Said): boolean {
    return this.connection?.send(JSON.stringify(message)) ?? false;
  }

  /** Ends the channel; its handlers are called no more. */
  close(): void {
    clearTimeout(this.retry);
    this.leave();
  }

  private connect(): void {
    const isCurrent = () => this.connection === connection;
    const connection = this.transport.open({
      opened: () => {
        if (isCurrent()) this.become({ kind: 'open' });
      },
      received: (text) => {
        if (isCurrent()) this.receive(text, epochNow());
      },
      closed: (reason) => {
        if (isCurrent()) this.lost(reason);
      },
      refused: (reason) => {
        if (!isCurrent()) return;
        this.leave();
        this.become({ kind: 'refused', reason });
      },
    });
    this.connection = connection;
    // A connection that is not made in time is given up as well.
    this.heart = heartbeat(() => this.lost(SILENT), { ask: () => connection.send(PING) });
  }

  private receive(text: string, at: number): void {
    this.heart?.heard();
    this.failures = 0;
    if (text === PONG) return;
    const message = z.safeParse(this.messages.down, parseJson(text));
    if (message.success) this.handlers.heard(message.data, at);
    else this.handlers.unfit(message.error.message);
  }

  private lost(reason: string): void {
    this.leave();
    this.retry = setTimeout(() => this.connect(), backoff(this.failures++));
    this.become({ kind: 'lost', reason });
  }

  private leave(): void {
    const { connection } = this;
    this.connection = null;
    this.heart?.stop();
    connection?.close();
  }

  private become(state: ChannelState): void {
    this.current = state;
    this.handlers.changed(state);
  }
}
