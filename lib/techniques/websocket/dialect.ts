import type { Dialect } from '@/lib/techniques/technique';
import { asReadable, decodeBase64 } from '@/lib/wire/bytes';
import { type Crossing, SHOWN_BYTES } from '@/lib/wire/crossing';
import { FILL, readExchange, TRADE } from '@/lib/wire/exchange';
import { addFrames, meaningOfFrame, type ReadFrame } from '@/lib/wire/frame-parts';
import { isRequest, isResponse } from '@/lib/wire/http1';
import { Parts } from '@/lib/wire/parts';
import { type Reading, stateless } from '@/lib/wire/reading';
import { bareClient } from './bare-client';
import { addBinaryTick, readPlain } from './binary-parts';
import type { WebSocketSettings } from './encoding';

/**
 * A handshake, then a message for each tick, in text or binary; “ping”, trades and fills are text messages too. What is
 * compressed only the server half can read on: it hands over what its messages say in plain.
 */
export const dialect: Dialect<undefined, WebSocketSettings> = {
  follow: stateless,

  explain({ data, notes = [] }): Reading {
    const parts = new Parts({ data });
    if (isRequest(parts.text) || isResponse(parts.text)) return readExchange(parts);
    const plains = plainsOf(notes);
    const [first] = addFrames(
      parts,
      (message, to) => message.addMessage(to, 'payload', 'The payload.', 'RFC 6455, 5.2'),
      (message, to, { rsv1, length }) => {
        if (rsv1) addCompressed(message, to, length, plains.shift());
        else addBinaryTick(message, to);
      },
    );
    return parts.readingOf(meaningOf(first));
  },

  marks: {
    client: [
      ['request', /\bnew WebSocket\(/],
      ['message', /\.send\((?!'ping')/],
      ['heartbeat', /\.send\('ping'/],
      ['close', /\.close\(/],
    ],
    server: [
      ['response', /\.handleUpgrade\(/],
      ['message', /\bfollow[A-Z]?\w*\(exchange|\.send\(/],
      ['heartbeat', /\blookAfter\(/],
      ['close', /\.(close|terminate)\(/],
    ],
  },

  bareClient,
};

function plainsOf(notes: NonNullable<Crossing['notes']>): Uint8Array[] {
  return notes.flatMap((note) => ('plain' in note ? [decodeBase64(note.plain)] : []));
}

function addCompressed(parts: Parts, to: number, length: number, plain: Uint8Array | undefined): void {
  if (!plain) {
    parts.addUnreadable(to, 'It is compressed, and what it says was not captured.');
    return;
  }
  const { seq } = readPlain(plain);
  const isWhole = plain.length < SHOWN_BYTES;
  parts.add(
    to,
    seq === undefined ? 'compressed' : 'compressed tick',
    `Raw deflate, here inflated: ${length} bytes for ${isWhole ? '' : 'more than '}${plain.length}.${seq === undefined ? '' : ' The payload is what crossed.'}`,
    'RFC 7692, 7.2',
    { text: asReadable(plain), payload: seq !== undefined, seq },
  );
}

function meaningOf(frame: ReadFrame | undefined): Pick<Reading, 'kind' | 'label'> {
  const said = frame?.opcode === 'text' ? frame.said : '';
  if (said === 'ping' || said === 'pong') return { kind: 'heartbeat', label: `“${said}”` };
  if (said.startsWith(TRADE)) return { kind: 'message', label: 'a trade' };
  if (said.startsWith(FILL)) return { kind: 'message', label: 'a fill' };
  return meaningOfFrame(frame);
}
