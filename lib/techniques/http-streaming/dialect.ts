import { fetching, streaming } from '@/lib/techniques/marks';
import type { Dialect } from '@/lib/techniques/technique';
import { streamingClient } from '@/lib/wire/bare-http';
import { readExchange } from '@/lib/wire/exchange';
import { Parts } from '@/lib/wire/parts';
import { stateless } from '@/lib/wire/reading';
import { isTickAt } from '@/lib/wire/tick-json';

/** One answer in chunks that does not end: a line of JSON for each tick (newline-delimited JSON). */
export const dialect: Dialect<undefined> = {
  follow: stateless,
  explain: (crossing) =>
    readExchange(new Parts(crossing), { add: addLines, isHeartbeat: (data) => /^\n+$/.test(data) }),
  marks: { client: [fetching], server: streaming },
  bareClient: (connection) =>
    streamingClient(connection, (cursor) => ({ path: `${connection.path}?since=${cursor}` })),
};

function addLines(parts: Parts, to: number): void {
  while (parts.at < to) {
    const { at, text } = parts;
    const end = Math.min(to, text.indexOf('\n', at) + 1 || to);
    const line = text.slice(at, end).trimEnd();
    if (isTickAt(text, at)) {
      parts.addTick(at + line.length);
      parts.add(end, 'line end', 'Ends the line, and with it the tick.', 'NDJSON');
    } else if (line) parts.add(end, 'line', 'A line of JSON.', 'RFC 8259');
    else parts.add(end, 'empty line', 'A heartbeat: both sides see that the connection lives.', 'NDJSON');
  }
}
