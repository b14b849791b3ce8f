import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { checkHandshake, webSocketServer } from '../limits/handshake';
import { logProtocolError } from '../limits/protocol-error';
import { RateLimit } from '../limits/rate';
import { logLimit } from '../log/log';
import type { ChannelConnection, ConnectionEvents } from './transport';

/** A client may ping so often in the long run, and at once. */
const PINGS_PER_SECOND = 50;
const PINGS_AT_ONCE = 200;

/** Channels over WebSockets. A message that is too large ends its connection with 1009. */
export class WebSocketTransport {
  private readonly server: WebSocketServer;

  /** @param maxMessage bytes of a client's message, at most */
  constructor(maxMessage: number) {
    this.server = webSocketServer({ maxPayload: maxMessage });
  }

  /** Answers the handshake, and gives the connection to `serve`. @throws HttpError 400 or 426 where it is none */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    serve: (connection: ChannelConnection) => void,
  ): void {
    checkHandshake(request);
    this.server.handleUpgrade(request, socket, head, (client) => serve(new WebSocketConnection(client)));
  }

  /** Ends all connections because the server stops. */
  close(): void {
    for (const client of this.server.clients) client.close(1001, 'the server is stopping');
  }
}

class WebSocketConnection implements ChannelConnection {
  private readonly client: WebSocket;
  private readonly pings = new RateLimit(PINGS_PER_SECOND, PINGS_AT_ONCE);

  constructor(client: WebSocket) {
    this.client = client;
    // A client that breaks the protocol is told so by a close frame, which is on its way.
    client.on('error', logProtocolError);
  }

  get unsent(): number {
    return this.client.bufferedAmount;
  }

  send(text: string): void {
    if (this.client.readyState === this.client.OPEN) this.client.send(text);
  }

  ping(): void {
    if (this.client.readyState === this.client.OPEN) this.client.ping();
  }

  close(code: number, reason: string): void {
    this.client.close(code, reason);
  }

  drop(): void {
    this.client.terminate();
  }

  listen({ received, alive, closed }: ConnectionEvents): void {
    this.client.on('message', (data) => received(data.toString()));
    this.client.on('pong', alive);
    this.client.on('ping', (data) => this.answerPing(data));
    this.client.once('close', closed);
  }

  private answerPing(data: Buffer): void {
    if (this.client.readyState !== this.client.OPEN) return;
    if (this.pings.take()) {
      this.client.pong(data);
      return;
    }
    logLimit('too_many_pings');
    this.close(1008, 'too many pings');
  }
}
