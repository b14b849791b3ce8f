import * as z from 'zod/mini';
import { formatNumber } from '@/lib/figures/format';
import { queryForm } from '@/lib/schema/query';
import { multiple, NBSP } from '@/lib/verdict/sentence';

/** Bytes of an exchange, both ways: of HTTP, and what TLS and the connection's own frames add to it. */
export interface Cost {
  http: number;
  below: number;
}

/** What one version of HTTP has cost, by the server's meters. */
export interface VersionCosts {
  /** An empty poll, on average. */
  poll: Cost;
  /** An event of SSE, on average. */
  event: Cost;
}

/** The versions that are compared, by the names that browsers give them. */
export const versions = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2' } as const;
export type Version = keyof typeof versions;

export function isVersion(protocol: string): protocol is Version {
  return Object.hasOwn(versions, protocol);
}

/** Results so far, of one window or of both. */
export type Results = Partial<Record<Version, VersionCosts>>;

/** Four figures, as they stand in a link: `741_0_90.4_0`. */
const figures = z.string().check(
  z.regex(/^(?:\d{1,6}(?:\.\d)?(?:_\d{1,6}(?:\.\d)?){3})?$/, {
    error: 'four figures in bytes with _ between them',
  }),
);

const form = queryForm(z.object({ http1: figures, http2: figures }), { http1: '', http2: '' });

/** How results travel from one window to the other: in the address. */
export const resultsForm = {
  toQuery: (results: Results) =>
    form.toQuery({ http1: textOf(results['http/1.1']), http2: textOf(results.h2) }),
  fromQuery(query: string) {
    const { settings, ignored } = form.fromQuery(query);
    const [http1, http2] = [costsOf(settings.http1), costsOf(settings.http2)];
    const results: Results = { ...(http1 && { 'http/1.1': http1 }), ...(http2 && { h2: http2 }) };
    return { settings: results, ignored };
  },
};

function textOf(costs: VersionCosts | undefined): string {
  if (!costs) return '';
  const { poll, event } = costs;
  return [poll, event]
    .flatMap(({ http, below }) => [http, below])
    .map(rounded)
    .join('_');
}

function costsOf(text: string): VersionCosts | null {
  const [poll, belowPoll, event, belowEvent] = text.split('_').map(Number);
  if (poll === undefined || belowPoll === undefined) return null;
  if (event === undefined || belowEvent === undefined) return null;
  return { poll: { http: poll, below: belowPoll }, event: { http: event, below: belowEvent } };
}

const rounded = (bytes: number) => Math.round(bytes * 10) / 10;

/** All that crosses for it. */
export const sumOf = ({ http, below }: Cost) => http + below;

/** Figures that differ by less are told as about the same. */
const ALIKE = 1.1;

/** What both results say, a sentence each; none before there are both. */
export function versionsInWords({ 'http/1.1': one, h2: two }: Results): string[] {
  if (!one || !two) return [];
  return [
    comparison('An empty poll', sumOf(one.poll), sumOf(two.poll)),
    comparison('An event of SSE', sumOf(one.event), sumOf(two.event)),
  ];
}

function comparison(what: string, one: number, two: number): string {
  const said = `${what} took ${bytes(one)} over HTTP/1.1 and ${bytes(two)} over HTTP/2`;
  if (one / two >= ALIKE) return `${said}: ${multiple(one / two)} less.`;
  if (two / one >= ALIKE) return `${said}: ${multiple(two / one)} more.`;
  return `${said}: about the same.`;
}

const bytes = (count: number) => `${formatNumber(count)}${NBSP}B`;
