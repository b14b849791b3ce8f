import type { BareClient, BareConnection } from './bare-client';
import { textOfRequest } from './bare-http';
import { FrameReader, pongFrame, textFrame } from './frame-reader';
import { HttpReader } from './http-reader';
import { TickScanner } from './tick-scanner';

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IuLg==',
];

/** What a protocol on top of WebSocket adds to the conversation. */
export interface Talk {
  /** Is said as soon as the connection stands. */
  first?: string;
  /** The answer to a piece of a message, bytes `from` to `to`; undefined where ticks may be in it. */
  answer?(data: Uint8Array, from: number, to: number): string | undefined;
  /** Further fields of the handshake. */
  fields?: readonly string[];
  /** Takes whole messages, where it takes that to find the ticks in them. @param firstByte of the frame */
  message?(message: Uint8Array, firstByte: number): void;
}

/** A client of one handshake, then frames: it looks for ticks in all that is said. */
export function webSocketClient(
  connection: BareConnection,
  path: string,
  { first, answer, fields = [], message }: Talk = {},
): BareClient {
  const scanner = new TickScanner((seq, at) => connection.ticked(seq, at));
  const pieces: number[] = [];
  const frames = new FrameReader({
    body: (data, from, to) => {
      if (message) {
        for (let i = from; i < to; i++) pieces.push(data[i] ?? 0);
        return;
      }
      const said = answer?.(data, from, to);
      if (said === undefined) scanner.scan(data, from, to);
      else connection.write(textFrame(said));
    },
    end: (firstByte) => message?.(Uint8Array.from(pieces.splice(0)), firstByte),
    ping: (payload) => connection.write(pongFrame(payload)),
    close: (code) => connection.lost(`the server closed the connection with code ${code}`),
  });
  let upgraded = false;
  const handshake = new HttpReader({
    head: (status) => {
      upgraded = status === 101;
      if (!upgraded) {
        connection.lost(`the server answered with status ${status}`);
        return;
      }
      connection.answered();
      if (first !== undefined) connection.write(textFrame(first));
      connection.connected();
    },
    body: () => {},
    end: () => {},
  });
  return {
    ask: () => connection.write(textOfRequest(connection, { path, fields: [...HANDSHAKE, ...fields] })),
    read: (data, from, to) => frames.read(data, upgraded ? from : handshake.read(data, from, to), to),
  };
}
