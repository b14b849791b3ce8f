import * as z from 'zod/mini';
import type { Ports } from '@/lib/channel/ports';

/** The address of what the server has for the experiment of the six connections. */
export const CONNECTIONS_PATH = '/api/experiments/connections/';

/** Streams that are opened at first. */
export const STREAMS = 8;

/** Over HTTP/2 so many are opened in the end: more than servers usually allow in one connection. */
export const MANY = 110;

export const SOCKETS = 20;

/** Pages that belong together give the same name, so that the server counts what they have among them. */
export const visitSchema = z.string().check(z.regex(/^[a-z0-9]{8,32}$/));

/** What the server counts of a visit, in each event of each stream. */
export const countSchema = z.object({
  /** Streams that are open, and the TCP connections that they are in. */
  streams: z.number(),
  connections: z.number(),
  /** WebSockets that are open. */
  sockets: z.number(),
});
export type ServerCount = z.infer<typeof countSchema>;

/** How a fetch beside the streams has gone: how long it took, or how long it has been waiting, ms. */
export interface Timed {
  ms: number;
  isAnswered: boolean;
}

/** How many of what was asked for did open. */
export interface Opened {
  asked: number;
  opened: number;
}

/** What a run has measured. */
export interface Connections {
  /** By which the page itself came, as the browser says: `http/1.1`, `h2`. */
  protocol: string;
  streams: Opened;
  fetch: Timed;
  /** By the server's own count, once the streams had opened. */
  count: ServerCount;
  sockets: Opened | null;
  /** Where all streams opened, many more were asked for. */
  many: (Opened & { fetch: Timed }) | null;
}

/** What was found, in plain words: a sentence for each thing that was measured. */
export function connectionsInWords(measured: Connections): string[] {
  const { protocol, streams, fetch, count, sockets, many } = measured;
  return [
    `Over ${protocolInWords(protocol)}, ${openedInWords(streams, 'stream')}. ${countInWords(count)}`,
    fetchInWords(fetch, 'An ordinary fetch beside them'),
    ...(many
      ? [`Then ${openedInWords(many, 'stream')}. ${fetchInWords(many.fetch, 'A fetch beside these')}`]
      : []),
    ...(sockets ? [socketsInWords(sockets, streams)] : []),
  ];
}

export function protocolInWords(protocol: string): string {
  return (
    { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' }[protocol] ?? (protocol || 'an unknown protocol')
  );
}

function openedInWords({ asked, opened }: Opened, what: string): string {
  if (opened === asked) return `all ${asked} ${what}s opened`;
  return `${opened} of ${asked} ${what}s opened, ${asked - opened} waited`;
}

function countInWords({ streams, connections }: ServerCount): string {
  const counted = `${streams} ${streams === 1 ? 'stream' : 'streams'}`;
  return `The server counted ${counted} in ${connections} ${connections === 1 ? 'connection' : 'connections'}.`;
}

export function fetchInWords({ ms, isAnswered }: Timed, what: string): string {
  return isAnswered
    ? `${what} was answered in ${Math.round(ms)} ms.`
    : `${what} was not answered: it was still waiting after ${(ms / 1000).toFixed(1)} s.`;
}

function socketsInWords(sockets: Opened, streams: Opened): string {
  const said = `Of ${sockets.asked} WebSockets, ${sockets.opened} opened`;
  if (streams.opened === streams.asked) return `${said}.`;
  return `${said} meanwhile${sockets.opened > streams.opened ? ': they are counted apart' : ''}.`;
}

/**
 * Where a page gets connections that it shares with no other of this server: the limit is one of an origin, and another name
 * for the same machine is another origin. Null where no other name is known.
 */
export function otherNameFor(hostname: string): string | null {
  if (hostname === 'localhost' || hostname === '[::1]') return '127.0.0.1';
  if (hostname === '127.0.0.1') return 'localhost';
  return null;
}

/** The address of a page, as far as it matters here. */
interface Address {
  protocol: string;
  hostname: string;
  port: string;
}

/** Where the experiment is run: in plain, and over TLS where the server does that. */
export interface Windows {
  plain: string | null;
  secure: string | null;
  /** Whether the one that is run like this page has no connection in common with it. */
  isApart: boolean;
}

/** The origins at which a page of this server can run the experiment without starving its lanes, as far as that can be. */
export function windowsFor({ protocol, hostname, port }: Address, { http, https }: Ports): Windows {
  const isSecure = protocol === 'https:';
  const other = otherNameFor(hostname);
  const apart = other ?? hostname;
  // A certificate that was accepted once is accepted for one name; another port has connections of its own.
  const secureName = isSecure ? apart : hostname;
  const own = port === '' ? '' : `:${port}`;
  return {
    plain: isSecure ? (http === undefined ? null : `http://${hostname}:${http}`) : `http://${apart}${own}`,
    secure: isSecure
      ? `https://${secureName}${own}`
      : https === undefined
        ? null
        : `https://${secureName}:${https.port}`,
    isApart: other !== null,
  };
}
