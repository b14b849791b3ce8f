import { streaming } from '@/lib/techniques/marks';
import type { Dialect } from '@/lib/techniques/technique';
import { streamingClient } from '@/lib/wire/bare-http';
import { readExchange } from '@/lib/wire/exchange';
import { Parts } from '@/lib/wire/parts';
import { stateless } from '@/lib/wire/reading';
import { findTick } from '@/lib/wire/tick-json';

/** One answer in chunks that does not end: an event stream, as HTML lays it down. */
export const dialect: Dialect<undefined> = {
  follow: stateless,
  explain: (crossing) =>
    readExchange(new Parts(crossing), {
      add: addLines,
      isHeartbeat: (data) => /^event: heartbeat$/m.test(data),
    }),
  marks: {
    client: [
      ['request', /\bnew EventSource\(/],
      ['close', /\.close\(/],
    ],
    server: streaming,
  },
  bareClient: (connection) =>
    streamingClient(connection, (cursor) => ({
      path: `${connection.path}?since=${cursor}`,
      fields: ['Accept: text/event-stream'],
    })),
};

const fields: Readonly<Record<string, string>> = {
  id: 'What the browser sends as Last-Event-ID when it reconnects.',
  data: 'Announces the data of the event.',
  event: 'The name of the event; without one it is a message.',
  retry: 'How long the browser shall wait before it reconnects, in ms.',
  '': 'A comment: keeps the connection alive, and no page sees it.',
};

function addLines(parts: Parts, to: number): void {
  while (parts.at < to) {
    const { at, text } = parts;
    const end = Math.min(to, text.indexOf('\n', at) + 1 || to);
    const line = text.slice(at, end);
    const field = line.slice(0, line.indexOf(':'));
    const meaning = fields[field] ?? 'A line of the event stream.';
    const tick = findTick(line, 0);
    if (line === '\n') parts.add(end, 'empty line', 'Ends the event: now the page is told.', 'HTML, 9.2.6');
    else if (tick < 0) parts.add(end, field || 'comment', meaning, 'HTML, 9.2.6');
    else {
      parts.add(at + tick, field, meaning, 'HTML, 9.2.6');
      parts.addTick(at + line.trimEnd().length);
      parts.add(end, 'line end', 'Ends the line.', 'HTML, 9.2.5');
    }
  }
}
