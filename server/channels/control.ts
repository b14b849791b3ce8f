import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Addresses } from '../limits/addresses';
import { HttpError } from '../limits/errors';
import type { Markets } from '../market/markets';
import { ControlSession } from './control-session';
import { HttpTransport } from './http-transport';
import type { ChannelConnection } from './transport';
import { WebSocketTransport } from './websocket-transport';

/** The longest command takes less, bytes. */
const MAX_COMMAND = 4096;

/**
 * The pages' own channels: clock, figures, and commands to a market. They are counted nowhere. Being WebSockets of their
 * own they share no connection with a technique; where no WebSocket comes through they are short exchanges over HTTP.
 */
export class ControlChannels {
  private readonly webSockets = new WebSocketTransport(MAX_COMMAND);
  private readonly http = new HttpTransport(MAX_COMMAND);
  private readonly addresses: Addresses;
  private readonly maxPerAddress: number;
  private readonly markets: Markets;

  /** @param maxPerAddress channels over HTTP of one address, which hold no connection that would be counted */
  constructor(markets: Markets, maxPerAddress: number) {
    this.markets = markets;
    this.maxPerAddress = maxPerAddress;
    this.addresses = new Addresses(maxPerAddress);
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.webSockets.accept(request, socket, head, (connection) => this.serve(connection));
  }

  /**
   * Answers an exchange of a channel over HTTP.
   *
   * @param address of the client
   * @throws HttpError 405, or 426 where a WebSocket was wanted, and something in between has not let it through
   */
  answer(request: IncomingMessage, response: ServerResponse, address: string): void {
    if (request.method === 'GET')
      throw new HttpError(426, 'upgrade_required', 'A GET of this address has to ask for websocket.', {
        Upgrade: 'websocket',
      });
    if (request.method !== 'POST')
      throw new HttpError(405, 'method_not_allowed', 'Allowed here: GET, POST.', { Allow: 'GET, POST' });
    this.http.answer(
      request,
      response,
      (connection) => this.serve(connection),
      () => this.admit(address),
    );
  }

  close(): void {
    this.webSockets.close();
    this.http.close();
  }

  private serve(connection: ChannelConnection): void {
    new ControlSession(connection, this.markets);
  }

  private admit(address: string): () => void {
    if (this.addresses.admit(address)) return () => this.addresses.leave(address);
    throw new HttpError(
      503,
      'too_many_channels',
      `One address may have ${this.maxPerAddress} control channels over HTTP. Close a page of it and try again.`,
    );
  }
}
