import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { logProtocolError } from '../limits/protocol-error';
import type { ChannelConnection, ConnectionEvents } from './transport';

/** Channels over WebSockets. A message that is too large ends its connection with 1009. */
export class WebSocketTransport {
  private readonly server: WebSocketServer;

  /** @param maxMessage bytes of a client's message, at most */
  constructor(maxMessage: number) {
    this.server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maxMessage });
  }

  /** Answers the handshake, and gives the connection to `serve`. */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    serve: (connection: ChannelConnection) => void,
  ): void {
    this.server.handleUpgrade(request, socket, head, (client) => serve(new WebSocketConnection(client)));
  }

  /** Ends all connections because the server stops. */
  close(): void {
    for (const client of this.server.clients) client.close(1001, 'the server is stopping');
  }
}

class WebSocketConnection implements ChannelConnection {
  private readonly client: WebSocket;

  constructor(client: WebSocket) {
    this.client = client;
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
    this.client.on('error', () => this.drop());
    this.client.once('close', closed);
  }
}
