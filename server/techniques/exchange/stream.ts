import type { HttpResponse, StreamBody } from '../../carrier/carrier';
import type { Encode, Follower, Sink } from '../../feed/follower';
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
  response: HttpResponse,
  since: number | undefined,
  form: StreamForm,
): void {
  exchange.openBody(response, (body) => new StreamedResponse(exchange, response, body, since, form));
}

/** A response that never ends. */
class StreamedResponse implements HeartbeatTarget, Closable {
  private readonly response: HttpResponse;
  private readonly sink: Sink;
  private readonly follower: Follower;
  private readonly heartbeat: Buffer;

  constructor(
    { feed, heartbeats, closables }: Exchange<unknown>,
    response: HttpResponse,
    { sink, chunked }: StreamBody,
    since: number | undefined,
    form: StreamForm,
  ) {
    const { encode, heartbeat } = chunked ? form.chunked : form.bare;
    this.response = response;
    this.sink = sink;
    this.heartbeat = heartbeat;
    this.follower = feed.follow(since, sink, encode);
    heartbeats.add(this);
    closables.add(this);
    response.on('close', () => {
      this.follower.stop();
      heartbeats.delete(this);
      closables.delete(this);
    });
  }

  beat(): void {
    this.sink.write(this.heartbeat);
  }

  release(): void {
    // Nothing may follow the last chunk.
    this.follower.stop();
    this.response.end();
  }
}
