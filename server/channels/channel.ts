import * as z from 'zod';
import { type ErrorMessage, namedSchema, PING, PONG, parseJson } from '@/lib/channel/messages';
import { asHttpError, explain, HttpError } from '../limits/errors';
import { RateLimit } from '../limits/rate';
import { logLimit } from '../log/log';
import type { ChannelConnection } from './transport';

/** A client that has so much to read is not reading, bytes. */
const MAX_UNSENT = 1024 * 1024;

/** How long a dead connection may go unnoticed, ms: one to two of these. */
const HEARTBEAT_MS = 15_000;

export interface ChannelLimits {
  /** Messages of the client, in the long run and at once. */
  perSecond: number;
  atOnce: number;
  heartbeatMs?: number;
}

/** What travels on a channel, as its server's end knows it. */
export interface ServerMessages<Heard, Said> {
  up: z.core.$ZodType<Heard>;
  down: z.core.$ZodType<unknown, Said>;
}

export interface ServerHandlers<Heard> {
  /** @throws HttpError, which is told to the client; a promise that fails with one is, too */
  heard(message: Heard): void | Promise<void>;
  /** The client has gone, or was sent away. */
  closed(): void;
}

/**
 * The server's end of one client's channel: messages by schema. A client is sent away with 1008 when it says too
 * much, and dropped when it does not read or is no longer there.
 */
export class ServerChannel<Heard, Said> {
  private readonly messages: ServerMessages<Heard, Said>;
  private readonly connection: ChannelConnection;
  private readonly handlers: ServerHandlers<Heard>;
  private readonly rate: RateLimit;

  constructor(
    messages: ServerMessages<Heard, Said>,
    connection: ChannelConnection,
    { perSecond, atOnce, heartbeatMs = HEARTBEAT_MS }: ChannelLimits,
    handlers: ServerHandlers<Heard>,
  ) {
    this.messages = messages;
    this.connection = connection;
    this.handlers = handlers;
    this.rate = new RateLimit(perSecond, atOnce);
    let isAlive = true;
    const heartbeat = setInterval(() => {
      if (!isAlive) {
        connection.drop();
        return;
      }
      isAlive = false;
      connection.ping();
    }, heartbeatMs);
    connection.listen({
      received: (text) => void this.receive(text),
      alive: () => {
        isAlive = true;
      },
      closed: () => {
        clearInterval(heartbeat);
        handlers.closed();
      },
    });
  }

  send(message: Said): void {
    this.write(JSON.stringify(message));
  }

  private async receive(text: string): Promise<void> {
    if (!this.rate.take()) {
      logLimit('too_many_commands');
      this.connection.close(1008, 'too many commands');
      return;
    }
    if (text === PING) {
      this.write(PONG);
      return;
    }
    const json = parseJson(text);
    try {
      await this.handlers.heard(this.check(json));
    } catch (error) {
      const { code, message } = asHttpError(error);
      const { success, data } = z.safeParse(namedSchema, json);
      const to = success ? data.id : undefined;
      this.write(JSON.stringify({ type: 'error', to, error: { code, message } } satisfies ErrorMessage));
    }
  }

  private check(json: unknown): Heard {
    if (json === undefined)
      throw new HttpError(400, 'bad_command', 'A command is a JSON object with a "type".');
    const result = z.safeParse(this.messages.up, json);
    if (result.success) return result.data;
    throw new HttpError(400, 'bad_command', explain(result.error));
  }

  private write(text: string): void {
    if (this.connection.unsent > MAX_UNSENT) {
      logLimit('unread_messages');
      this.connection.drop();
    } else this.connection.send(text);
  }
}
