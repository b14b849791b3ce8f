import type { OwnSettings } from '@/lib/techniques/technique';
import { about } from './about';
import { decode as decodeFixed } from './fixed-layout';

export type WebSocketSettings = OwnSettings<typeof about>;
export type Encoding = WebSocketSettings['encoding'];
export type Compression = WebSocketSettings['compression'];

/** What a handshake asks for; what is the standard anyway is not said, and costs no byte. */
export function queryOf({ encoding, compression }: WebSocketSettings): Record<string, string> {
  const { settings } = about;
  return {
    ...(encoding !== settings.encoding.standard && { encoding }),
    ...(compression !== settings.compression.standard && { compression }),
  };
}

/** Makes a tick of a binary message. @returns null, which is no tick either, where the message cannot be read */
export type Decode = (message: ArrayBuffer) => unknown;

/** How the binary messages of an encoding are read. A page that uses no MessagePack does not load it. */
export async function decoderOf(encoding: Encoding): Promise<Decode> {
  const decode = await load(encoding);
  return (message) => {
    try {
      return decode(message);
    } catch {
      return null;
    }
  };
}

async function load(encoding: Encoding): Promise<Decode> {
  switch (encoding) {
    case 'json':
      return (message) => JSON.parse(new TextDecoder().decode(message));
    case 'messagepack':
      return (await import('@msgpack/msgpack')).decode;
    case 'fixed':
      return decodeFixed;
  }
}
