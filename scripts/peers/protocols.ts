import { pollingClient, streamingClient } from '@/lib/wire/bare-http';
import { webSocketClient } from '@/lib/wire/bare-websocket';
import type { Speak } from '@/server/load/client';

/** What Engine.IO asks to know whether its client lives: the message "2", answered by "3". */
const ENGINE_PING = '2'.charCodeAt(0);

/** What the load clients of others speak. */
const protocols = {
  /** Answers, as many as there can be. */
  answers: (connection) => pollingClient(connection, () => ({ path: connection.path })),

  /** Answers that carry a mark, which tells the server what the client has seen. */
  'marked-answers': (connection) =>
    pollingClient(connection, (_cursor, head) => ({ path: connection.path, fields: markOf(head) })),

  'event-stream': (connection) =>
    streamingClient(connection, () => ({ path: connection.path, fields: ['Accept: text/event-stream'] })),

  messages: (connection) => webSocketClient(connection, connection.path),

  'socket.io': (connection) =>
    webSocketClient(connection, connection.path, {
      first: '40',
      answer: (data, from, to) => (to - from === 1 && data[from] === ENGINE_PING ? '3' : undefined),
    }),
} satisfies Record<string, Speak>;

export type PeerProtocol = keyof typeof protocols;

export const peerProtocols: ReadonlyMap<string, Speak> = new Map(Object.entries(protocols));

/** The header fields by which a client shows the mark that an answer carried. */
function markOf(head: string): string[] {
  const [, etag] = /\r\netag: *([^\r]*)/i.exec(head) ?? [];
  const [, modified] = /\r\nlast-modified: *([^\r]*)/i.exec(head) ?? [];
  return etag && modified ? [`If-None-Match: ${etag}`, `If-Modified-Since: ${modified}`] : [];
}
