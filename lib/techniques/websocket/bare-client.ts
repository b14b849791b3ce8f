import type { BareClient, BareConnection } from '@/lib/wire/bare-client';
import { webSocketClient } from '@/lib/wire/bare-websocket';
import { TickScanner } from '@/lib/wire/tick-scanner';
import { type Encoding, queryOf, type WebSocketSettings } from './encoding';
import { readTick } from './fixed-layout';
import { readMap } from './messagepack-reader';

/** What deflate may reach back to, bytes. */
const WINDOW = 32 * 1024;
const RSV1 = 0x40;
const BINARY = 0x2;

/** A client for the load lab. Ticks in plain JSON are found as they come; all else is read message by message. */
export function bareClient(connection: BareConnection<WebSocketSettings>): BareClient {
  const { since, settings } = connection;
  const { encoding, compression } = settings;
  const path = `${connection.path}?${new URLSearchParams({ since: `${since}`, ...queryOf(settings) })}`;
  if (encoding === 'json' && compression === 'off') return webSocketClient(connection, path);
  const read = readerOf(connection, encoding);
  const inflate = inflater(connection, compression === 'on');
  return webSocketClient(connection, path, {
    fields: compression === 'off' ? [] : ['Sec-WebSocket-Extensions: permessage-deflate'],
    message(message, first) {
      const isTick = encoding === 'json' || (first & 0xf) === BINARY;
      // What carries no tick still belongs to the window.
      const plain = first & RSV1 ? inflate(message) : message;
      if (isTick) read(plain);
    },
  });
}

function readerOf(connection: BareConnection, encoding: Encoding): (message: Uint8Array) => void {
  if (encoding === 'json') {
    const scanner = new TickScanner((seq, at) => connection.ticked(seq, at));
    return (message) => scanner.scan(message, 0, message.length);
  }
  if (encoding === 'fixed') {
    return (message) => {
      const { seq, at } = readTick(message);
      connection.ticked(seq, at);
    };
  }
  return (message) => {
    const values = new Map(readMap(message).map(({ key, value }) => [key, Number(value)]));
    connection.ticked(values.get('seq') ?? 0, values.get('at') ?? 0);
  };
}

/** @param takesOver whether each message may build on those before */
function inflater(connection: BareConnection, takesOver: boolean): (message: Uint8Array) => Uint8Array {
  let window = new Uint8Array();
  return (message) => {
    const plain = connection.inflate(message, window);
    if (takesOver) {
      const all = new Uint8Array(window.length + plain.length);
      all.set(window);
      all.set(plain, window.length);
      window = all.subarray(-WINDOW);
    }
    return plain;
  };
}
