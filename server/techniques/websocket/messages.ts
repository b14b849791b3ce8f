import { encode as encodeMessagePack } from '@msgpack/msgpack';
import type { Encoding } from '@/lib/techniques/websocket/encoding';
import { encode as encodeFixed } from '@/lib/techniques/websocket/fixed-layout';
import type { Batch } from '../../feed/batch';

/** A message before it is framed. */
export interface Message {
  bytes: Buffer;
  binary: boolean;
  /** Whether it is a tick, and so payload. */
  isTick: boolean;
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A tick's JSON, as each encoding writes it. */
const encoders: Readonly<Record<Encoding, (json: string) => Buffer>> = {
  json: (json) => Buffer.from(json),
  messagepack: (json) => bufferOf(encodeMessagePack(JSON.parse(json))),
  fixed: (json) => bufferOf(encodeFixed(JSON.parse(json))),
};

/** The messages of a batch: one for each tick, and before them one for a gap, which is text in every encoding. */
export function messagesOf({ gap, ticks }: Batch, encoding: Encoding): Message[] {
  const encode = encoders[encoding];
  const binary = encoding !== 'json';
  const messages = ticks.map(({ json }) => ({ bytes: encode(json), binary, isTick: true }));
  if (gap) messages.unshift({ bytes: Buffer.from(JSON.stringify({ gap })), binary: false, isTick: false });
  return messages;
}
