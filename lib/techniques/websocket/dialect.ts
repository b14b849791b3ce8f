import type { Dialect } from '@/lib/techniques/technique';
import { webSocketClient } from '@/lib/wire/bare-websocket';
import { FILL, readExchange, TRADE } from '@/lib/wire/exchange';
import { addFrames, meaningOfFrame, type ReadFrame } from '@/lib/wire/frame-parts';
import { isRequest, isResponse } from '@/lib/wire/http1';
import { Parts } from '@/lib/wire/parts';
import { type Reading, stateless } from '@/lib/wire/reading';

/** A handshake, then a text message for each tick; “ping”, trades and fills are messages too. */
export const dialect: Dialect<undefined> = {
  follow: stateless,

  explain({ data }): Reading {
    const parts = new Parts({ data });
    if (isRequest(parts.text) || isResponse(parts.text)) return readExchange(parts);
    const [first] = addFrames(parts, (message, to) =>
      message.addMessage(to, 'payload', 'The payload.', 'RFC 6455, 5.2'),
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
      ['message', /\bfeed\.follow\(|\.send\(/],
      ['heartbeat', /\blookAfter\(/],
      ['close', /\.(close|terminate)\(/],
    ],
  },

  bareClient: (connection) => webSocketClient(connection, `${connection.path}?since=${connection.since}`),
};

function meaningOf(frame: ReadFrame | undefined): Pick<Reading, 'kind' | 'label'> {
  const said = frame?.opcode === 'text' ? frame.said : '';
  if (said === 'ping' || said === 'pong') return { kind: 'heartbeat', label: `“${said}”` };
  if (said.startsWith(TRADE)) return { kind: 'message', label: 'a trade' };
  if (said.startsWith(FILL)) return { kind: 'message', label: 'a fill' };
  return meaningOfFrame(frame);
}
