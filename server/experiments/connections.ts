import type { WebSocket } from 'ws';
import * as z from 'zod';
import type { ServerCount } from '@/lib/experiments/connections';
import { visitSchema } from '@/lib/experiments/connections';
import type { HttpResponse } from '../carrier/carrier';
import { checkHandshake, webSocketServer } from '../limits/handshake';
import { logProtocolError } from '../limits/protocol-error';
import { sendJson } from '../techniques/exchange/send-json';
import { type Experiment, type ExperimentsContext, experimentRoute, experimentUpgrade } from './experiment';

/** Each stream gets an event so often, ms. */
const EVERY = 500;

/** No stream lasts longer, ms: a page that was left open gives its connections back. */
const LONGEST_MS = 5 * 60_000;

const query = z.strictObject({ visit: visitSchema });

/** What a page and its other tabs have open. It is forgotten with the last of it. */
class Visit {
  /** Streams, each with the connection that it is in. */
  private readonly streams = new Map<HttpResponse, object>();
  private readonly sockets = new Set<WebSocket>();
  private readonly timer: NodeJS.Timeout;
  private readonly emptied: () => void;

  /** @param emptied is called when nothing is open any more */
  constructor(emptied: () => void) {
    this.emptied = emptied;
    this.timer = setInterval(() => this.tell(), EVERY);
  }

  get count(): ServerCount {
    return {
      streams: this.streams.size,
      connections: new Set(this.streams.values()).size,
      sockets: this.sockets.size,
    };
  }

  stream(response: HttpResponse, connection: object): void {
    this.streams.set(response, connection);
    const over = setTimeout(() => response.end(), LONGEST_MS);
    response.on('close', () => {
      clearTimeout(over);
      this.streams.delete(response);
      this.endIfEmpty();
    });
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(this.event());
  }

  socket(client: WebSocket): void {
    this.sockets.add(client);
    client.on('error', logProtocolError);
    client.on('close', () => {
      this.sockets.delete(client);
      this.endIfEmpty();
    });
  }

  private tell(): void {
    const event = this.event();
    for (const response of this.streams.keys()) response.write(event);
  }

  private event(): string {
    return `data: ${JSON.stringify(this.count)}\n\n`;
  }

  private endIfEmpty(): void {
    if (this.streams.size + this.sockets.size > 0) return;
    clearInterval(this.timer);
    this.emptied();
  }
}

/** Streams and WebSockets that do nothing but stay open, and how many connections they are in. */
export function connections({ stopping }: ExperimentsContext): Experiment {
  const visits = new Map<string, Visit>();
  const visitOf = (name: string): Visit => {
    const known = visits.get(name);
    if (known) return known;
    const visit = new Visit(() => visits.delete(name));
    visits.set(name, visit);
    return visit;
  };
  const sockets = webSocketServer({ maxPayload: 1024 });
  stopping.addEventListener('abort', () => {
    for (const client of sockets.clients) client.close(1001, 'the server is stopping');
  });
  return {
    routes: {
      stream: experimentRoute({
        method: 'GET',
        query,
        answer({ query: { visit }, carrier }, response) {
          visitOf(visit).stream(response, carrier.connection);
        },
      }),
      time: experimentRoute({
        method: 'GET',
        query: z.strictObject({}),
        answer(_call, response) {
          sendJson(response, JSON.stringify({ at: Date.now() }));
        },
      }),
    },
    upgrades: {
      socket: experimentUpgrade({
        query,
        upgrade({ query: { visit } }, request, socket, head) {
          checkHandshake(request);
          sockets.handleUpgrade(request, socket, head, (client) => visitOf(visit).socket(client));
        },
      }),
    },
  };
}
