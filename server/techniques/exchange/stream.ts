import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Encode, Follower } from '../../feed/follower';
import { once } from '../../feed/once';
import type { Closable, Exchange, HeartbeatTarget } from './half';

/** What is written to a client. */
interface Form {
  encode: Encode;
  heartbeat: Buffer;
}

/** What a technique streams, as it is and in chunks. */
export interface StreamForm {
  bare: Form;
  chunked: Form;
}

/**
 * What a technique streams. It is the same for all clients, so each batch is made into a chunk once, and a client costs
 * one write of bytes that are there already; `response.write` would make the chunk anew for each of them.
 *
 * @param encode what a batch is on the wire
 * @param heartbeat is sent every so often, so that both sides, and the proxies between them, see that the connection
 * lives
 */
export function streamForm(encode: Encode, heartbeat: string): StreamForm {
  const bare = { encode: once(encode), heartbeat: Buffer.from(heartbeat) };
  return {
    bare,
    chunked: { encode: once((batch) => chunk(encode(batch))), heartbeat: chunk(bare.heartbeat) },
  };
}

/** Bytes as one chunk of an answer whose length nobody knows yet (RFC 9112, 7.1). */
function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** Fills an answer that never ends, for the techniques that stream, only as fast as the client takes it. */
export function stream(
  exchange: Exchange<unknown>,
  response: ServerResponse,
  since: number | undefined,
  { bare, chunked }: StreamForm,
): void {
  response.flushHeaders();
  const form = exchange.request.httpVersion === '1.0' ? bare : chunked;
  const follow = (socket: Socket) => new Streamed(exchange, response, socket, since, form);
  // A request that came before the answer to the one ahead of it has to wait for the connection.
  if (response.socket) follow(response.socket);
  else response.once('socket', (socket) => setImmediate(follow, socket));
}

/** An answer that never ends. */
class Streamed implements HeartbeatTarget, Closable {
  private readonly response: ServerResponse;
  private readonly socket: Socket;
  private readonly follower: Follower;
  private readonly heartbeat: Buffer;

  constructor(
    { feed, beating, held }: Exchange<unknown>,
    response: ServerResponse,
    socket: Socket,
    since: number | undefined,
    { encode, heartbeat }: Form,
  ) {
    this.response = response;
    this.socket = socket;
    this.heartbeat = heartbeat;
    this.follower = feed.follow(since, socket, encode);
    beating.add(this);
    held.add(this);
    response.on('close', () => {
      this.follower.stop();
      beating.delete(this);
      held.delete(this);
    });
  }

  beat(): void {
    this.socket.write(this.heartbeat);
  }

  release(): void {
    // Nothing may follow the last chunk.
    this.follower.stop();
    this.response.end();
  }
}
