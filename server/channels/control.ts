import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Markets } from '../market/markets';
import { ControlSession } from './control-session';
import { WebSocketTransport } from './websocket-transport';

/** The longest command takes less, bytes. */
const MAX_COMMAND = 4096;

/**
 * The pages' own channels: clock, figures, and commands to a market. They are counted nowhere, and being WebSockets
 * of their own they share no connection with a technique.
 */
export class ControlChannels {
  private readonly transport = new WebSocketTransport(MAX_COMMAND);
  private readonly markets: Markets;

  constructor(markets: Markets) {
    this.markets = markets;
  }

  /** @param address of the client: it has a share of the markets */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
    this.transport.accept(
      request,
      socket,
      head,
      (connection) => new ControlSession(connection, this.markets, address),
    );
  }

  close(): void {
    this.transport.close();
  }
}
