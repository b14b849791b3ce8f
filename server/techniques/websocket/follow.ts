import type { Duplex } from 'node:stream';
import type { Compression, Encoding } from '@/lib/techniques/websocket/encoding';
import { type Note, SHOWN_BYTES } from '@/lib/wire/crossing';
import type { Batch } from '../../feed/batch';
import { once } from '../../feed/once';
import type { Delivery } from '../../meter/account';
import { frameOf, textFrame } from '../exchange/frame';
import type { Exchange } from '../exchange/half';
import { Deflater, deflateAlone } from './compression';
import { type Message, messagesOf } from './messages';

/** What a client has asked for. */
export interface Subscription {
  since?: number | undefined;
  encoding: Encoding;
  compression: Compression;
}

/** A batch as it is written to a connection. */
interface Written extends Delivery {
  bytes: Buffer;
  /** What compressed messages say, for the view of the wire. */
  notes: readonly Note[];
}

/** The frames of a batch in plain JSON. They are the same for all clients. */
const frames = once(({ gap, ticks }: Batch) => {
  const messages = ticks.map(({ json }) => json);
  if (gap) messages.unshift(JSON.stringify({ gap }));
  return Buffer.concat(messages.map(textFrame));
});

/** The same in other encodings, and compressed where each message is so by itself: made once for all clients too. */
const shared = new Map<string, (batch: Batch) => Written>();

/**
 * Writes each batch to a client as it has asked for, and counts as payload what its ticks are on the wire.
 *
 * @returns ends that; nothing is written any more
 */
export function followFeed(exchange: Exchange<Subscription>, socket: Duplex): () => void {
  const { feed, query } = exchange;
  const { since, encoding, compression } = query;
  if (compression === 'on') return followDeflated(exchange, socket);
  if (encoding === 'json' && compression === 'off') {
    const follower = feed.follow(since, socket, frames);
    return () => follower.stop();
  }
  const written = sharedFor(encoding, compression);
  const encode = (batch: Batch) => {
    const { bytes, notes } = written(batch);
    for (const note of notes) exchange.note(note);
    return bytes;
  };
  const counter = { delivered: (batch: Batch) => feed.sent(written(batch)) };
  const follower = feed.uncounted.follow(since, socket, encode, counter);
  return () => follower.stop();
}

/** Each client is sent bytes of its own, and they are known when they have been compressed. */
function followDeflated(exchange: Exchange<Subscription>, socket: Duplex): () => void {
  const { feed, query } = exchange;
  const { since, encoding } = query;
  const deflater = new Deflater(socket, (plain, compressed) => {
    const written = writtenOf(plain, compressed);
    for (const note of written.notes) exchange.note(note);
    const takesMore = socket.write(written.bytes);
    feed.sent(written);
    return takesMore;
  });
  const encode = (batch: Batch) => messagesOf(batch, encoding);
  const follower = feed.uncounted.follow(since, deflater, encode, { delivered: () => {} });
  return () => {
    follower.stop();
    deflater.end();
  };
}

function sharedFor(encoding: Encoding, compression: Compression): (batch: Batch) => Written {
  const name = `${encoding} ${compression}`;
  const known = shared.get(name);
  if (known) return known;
  const made = once((batch: Batch) => {
    const messages = messagesOf(batch, encoding);
    if (compression === 'off') return writtenOf(messages);
    return writtenOf(
      messages,
      messages.map(({ bytes }) => deflateAlone(bytes)),
    );
  });
  shared.set(name, made);
  return made;
}

/** @param compressed the bytes of each message where they are; without it they are as they were encoded */
function writtenOf(messages: readonly Message[], compressed?: readonly Buffer[]): Written {
  const sent = messages.map(({ bytes }, index) => compressed?.[index] ?? bytes);
  const form = { compressed: compressed !== undefined };
  return {
    bytes: Buffer.concat(messages.map(({ binary }, i) => frameOf(sent[i] ?? NOTHING, { binary, ...form }))),
    ticks: messages.filter(({ isTick }) => isTick),
    payload: messages.reduce((sum, { isTick }, i) => sum + (isTick ? (sent[i]?.length ?? 0) : 0), 0),
    notes: compressed ? messages.map(({ bytes }) => ({ plain: plainOf(bytes) })) : [],
  };
}

const NOTHING = Buffer.alloc(0);

const plainOf = (bytes: Buffer) => bytes.toString('base64', 0, SHOWN_BYTES);
