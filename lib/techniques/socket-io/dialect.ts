import type { Dialect } from '@/lib/techniques/technique';
import { webSocketClient } from '@/lib/wire/bare-websocket';
import { FILL, readExchange, TRADE } from '@/lib/wire/exchange';
import { addFrames, meaningOfFrame, type ReadFrame } from '@/lib/wire/frame-parts';
import { FRAME_HEAD, readFrame, type Said } from '@/lib/wire/frame-reading';
import { addHead, isRequest, isResponse } from '@/lib/wire/http1';
import { Parts } from '@/lib/wire/parts';
import { type Reading, stateless } from '@/lib/wire/reading';
import { nameTicks } from '@/lib/wire/tick-json';
import { addPacket, addPackets, isHeartbeat, nameOf } from './packets';

/** What Engine.IO asks to know whether its client lives: the message "2", answered by "3". */
const PING = '2'.charCodeAt(0);

/** Packets of Socket.IO within packets of Engine.IO, in bodies of requests and answers or in WebSocket frames. */
export const dialect: Dialect<undefined> = {
  follow: stateless,

  explain(crossing): Reading {
    const { upgraded } = crossing;
    const parts = new Parts(crossing);
    if (parts.isFrame) return readStream(parts, crossing.way === 'up');
    if (isRequest(parts.text) || isResponse(parts.text)) return readPoll(parts);
    if (upgraded) {
      // Several may come at once: one that says something tells the kind.
      const said = addFrames(parts, addPacket).map(meaningOf);
      const { kind } = said.find((one) => one.kind !== 'heartbeat') ?? said[0] ?? meaningOfFrame(undefined);
      return parts.readingOf({ kind, label: said.map(({ label }) => label).join(', ') || 'frame' });
    }
    addPackets(parts, parts.text.length);
    return parts.readingOf({ kind: 'message', label: 'more of an answer' });
  },

  marks: {
    client: [
      ['request', /\bio\(/],
      ['message', /\.emit\(/],
      ['close', /\.disconnect\(/],
    ],
    server: [
      ['response', /\bsessionsFor\(.*\)\.(get|post|upgrade)\(/],
      ['message', /\.emit\(|\banswer\(JSON|\.enter\(/],
      ['heartbeat', /\.bind\(/],
      ['close', /\.disconnect\(/],
    ],
  },

  bareClient: (connection) =>
    webSocketClient(connection, `${connection.path}?EIO=4&transport=websocket`, {
      first: `40{"since":${connection.since}}`,
      answer: (data, from, to) => (to - from === 1 && data[from] === PING ? '3' : undefined),
    }),
};

/** A request or an answer, with its packets. */
function readPoll(parts: Parts): Reading {
  const { text } = parts;
  const [, method, target = ''] = /^([A-Z]+) (\S+)/.exec(text) ?? [];
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  // A trade by a request of its own, or a refusal: no packet of the library is in it.
  if (body.startsWith(TRADE) || body.startsWith(FILL) || body.startsWith('{')) return readExchange(parts);
  addHead(parts);
  const packets = addPackets(parts, text.length);
  const said = packets.map(nameOf).join(', ');
  if (isRequest(text)) {
    const path = target.replace(/^\/api\/markets\/[^/?]+/, '…').replace(/\?.*/, '');
    return parts.reading('request', `${method} ${path}${said && `: ${said}`}`);
  }
  const [, status] = /^HTTP\/1\.\d (\d+ [^\r]*)/.exec(text) ?? [];
  const { seqs } = parts;
  if (seqs.length > 0) return parts.reading('response', `${status}, ${nameTicks(seqs)}`);
  const isEmpty = packets.length > 0 && packets.every(isHeartbeat);
  return parts.reading(isEmpty ? 'empty' : 'response', said ? `${status}, ${said}` : `${status}`);
}

/** The same in frames of HTTP/2, which have no other framing below the packets. */
function readStream(parts: Parts, isUp: boolean): Reading {
  if (parts.text.startsWith('{', FRAME_HEAD)) return readExchange(parts);
  const readBody = (to: number): Said => {
    const packets = addPackets(parts, to);
    const kind = isUp ? 'message' : packets.every(isHeartbeat) ? 'empty' : 'response';
    return { kind, label: packets.map(nameOf).join(', ') };
  };
  return readFrame(parts, readBody, 'response');
}

function meaningOf(frame: ReadFrame | undefined): Pick<Reading, 'kind' | 'label'> {
  if (frame?.opcode !== 'text') return meaningOfFrame(frame);
  const { said } = frame;
  if (said === '1' || said.startsWith('41')) return { kind: 'close', label: nameOf(said) };
  return { kind: isHeartbeat(said) ? 'heartbeat' : 'message', label: nameOf(said) };
}
