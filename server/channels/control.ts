import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpRequestWithBody, HttpResponse } from '../carrier/carrier';
import { Addresses } from '../limits/addresses';
import { HttpError } from '../limits/errors';
import { onlyWebSocket } from '../limits/handshake';
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
  private readonly markets: Markets;

  /** @param maxPerAddress channels over HTTP of one address, which hold no connection that would be counted */
  constructor(markets: Markets, maxPerAddress: number) {
    this.markets = markets;
    this.addresses = new Addresses(maxPerAddress, 'channels');
  }

  /** @param address of the client: it has a share of the markets */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): void {
    this.webSockets.accept(request, socket, head, (connection) => this.serve(connection, address));
  }

  /**
   * Answers an exchange of a channel over HTTP.
   *
   * @param address of the client
   * @throws HttpError 405, or 426 where a WebSocket was wanted, and something in between has not let it through
   */
  answer(request: HttpRequestWithBody, response: HttpResponse, address: string): void {
    if (request.method === 'GET') throw onlyWebSocket(request);
    if (request.method !== 'POST')
      throw new HttpError(405, 'method_not_allowed', 'Allowed here: GET, POST.', { Allow: 'GET, POST' });
    this.http.answer(
      request,
      response,
      (connection) => this.serve(connection, address),
      () => this.admit(address),
    );
  }

  close(): void {
    this.webSockets.close();
    this.http.close();
  }

  private serve(connection: ChannelConnection, address: string): void {
    new ControlSession(connection, this.markets, address);
  }

  private admit(address: string): () => void {
    const admitted = this.addresses.admit(address);
    return () => this.addresses.leave(admitted);
  }
}
