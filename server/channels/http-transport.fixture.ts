import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Transport } from '@/lib/channel/transport';
import type { ChannelConnection, ConnectionEvents } from './transport';

// Another transport than WebSocket: POSTs up, one streamed answer down, a text a line. An empty line is a ping, and
// an empty POST the answer to it.

/** The browser's side. */
export function httpTransport(address: string): Transport {
  return {
    open(events) {
      const stream = `${address}?${crypto.randomUUID()}`;
      const ending = new AbortController();
      const { signal } = ending;
      let isOpen = false;
      let posted: Promise<unknown> = Promise.resolve();
      // One after the other, so that they stay in order.
      const post = (body: string) => {
        posted = posted.then(() => fetch(stream, { method: 'POST', body, signal }));
        posted.catch(() => ending.abort());
      };
      const read = async () => {
        const response = await fetch(stream, { signal });
        if (!response.ok) return events.refused(await response.text());
        isOpen = true;
        events.opened();
        const decoder = new TextDecoder();
        let rest = '';
        for (const reader = response.body?.getReader(); reader; ) {
          const { done, value } = await reader.read();
          if (done) break;
          const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (line === '') post('');
            else events.received(line);
          }
        }
        events.closed('the answer has ended');
      };
      read()
        .catch((error) => events.closed(String(error)))
        .finally(() => {
          isOpen = false;
        });
      return {
        send(body) {
          if (isOpen) post(body);
          return isOpen;
        },
        close: () => ending.abort(),
      };
    },
  };
}

/** The server's side. */
export class HttpTransport {
  private readonly open = new Map<string, HttpConnection>();

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    serve: (connection: ChannelConnection) => void,
  ): Promise<void> {
    const { method, url = '' } = request;
    if (method === 'GET') {
      const connection = new HttpConnection(response);
      this.open.set(url, connection);
      response.once('close', () => this.open.delete(url));
      response.flushHeaders();
      serve(connection);
      return;
    }
    const body = await text(request);
    const events = this.open.get(url)?.events;
    if (body === '') events?.alive();
    else events?.received(body);
    response.writeHead(events ? 204 : 404).end();
  }
}

class HttpConnection implements ChannelConnection {
  private readonly response: ServerResponse;
  events: ConnectionEvents | undefined;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  get unsent(): number {
    return this.response.writableLength;
  }

  send(body: string): void {
    this.response.write(`${body}\n`);
  }

  ping(): void {
    this.response.write('\n');
  }

  close(): void {
    this.response.end();
  }

  drop(): void {
    this.response.destroy();
  }

  listen(events: ConnectionEvents): void {
    this.events = events;
    this.response.once('close', () => events.closed());
  }
}
