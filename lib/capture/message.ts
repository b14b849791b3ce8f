import type { TechniqueId } from '@/lib/techniques';
import { dialects } from '@/lib/techniques/dialects';
import type { Crossing } from '@/lib/wire/crossing';
import type { WireKind } from '@/lib/wire/kinds';
import { seqsOf } from '@/lib/wire/parts';
import type { Reading } from '@/lib/wire/reading';
import type { WireEvent } from './event';

/** An event of the wire, read: one arrow of the sequence diagram. Times are server epoch ms. */
export interface WireMessage {
  event: WireEvent;
  /** What its dialect has to know of the connection's past to explain it. */
  context: unknown;
  id: number;
  technique: TechniqueId;
  connection: number;
  /** Of one frame of HTTP/2: its exchange on the connection. */
  stream: number | undefined;
  way: 'up' | 'down';
  kind: WireKind;
  /** A few words on what it says. */
  label: string;
  sentAt: number;
  /** When the other side had it; null where it never came, as far as is known. */
  arrivedAt: number | null;
  /** Of an answer: since when the server had the request; null for all else. */
  askedAt: number | null;
  /** Whether `arrivedAt` is when the browser's handler had it, and not only when the server's socket let it go. */
  received: boolean;
  bytes: number;
  /** Bytes of ticks in the part that was captured. */
  payload: number;
  /** The ticks it carries. */
  seqs: readonly number[];
}

/** Reads what crosses the connections of a market, each in the dialect of its technique. */
export class WireReader {
  /** The connections under way, by technique and number. */
  private readonly connections = new Map<string, (crossing: Crossing) => unknown>();
  /** What reads frames of HTTP/2 is loaded with the first of them; null until then. */
  private frames: Promise<unknown> | null = null;

  /** @param read is called when the events can be read: at once, or, where that has to wait, in the order of the calls */
  whenReadable(events: readonly WireEvent[], read: () => void): void {
    if (events.some(({ stream }) => stream !== undefined))
      this.frames ??= import('@/lib/wire/http2').catch(() => {});
    if (this.frames) void this.frames.then(read);
    else read();
  }

  /** @param event those of one connection and way come in their order */
  read(event: WireEvent): WireMessage {
    const { id, technique, connection, stream, way, sentAt, arrivedAt, bytes } = event;
    const context = this.contextOf(event);
    const { kind, label, parts } = explain(event, context);
    return {
      event,
      context,
      id,
      technique,
      connection,
      stream,
      way: way === 'open' || way === 'up' ? 'up' : 'down',
      kind,
      label,
      sentAt,
      arrivedAt,
      askedAt: null,
      received: false,
      bytes,
      payload: parts.reduce((sum, { payload, from, to }) => sum + (payload ? to - from : 0), 0),
      seqs: seqsOf(parts),
    };
  }

  private contextOf(event: WireEvent): unknown {
    const name = `${event.technique} ${event.connection}`;
    if (event.way === 'close') this.connections.delete(name);
    // Each frame of HTTP/2 says by itself what it is; a connection may have thousands of streams.
    if (event.way === 'open' || event.way === 'close' || event.stream !== undefined) return undefined;
    let follow = this.connections.get(name);
    if (!follow) {
      follow = dialects[event.technique].follow();
      this.connections.set(name, follow);
    }
    return follow(event);
  }
}

/** Explains an event, part by part. @param context as it was when the event was read */
export function explain(event: WireEvent, context: unknown): Reading {
  if (event.way === 'open') return { kind: 'open', label: 'connection', parts: [] };
  if (event.way === 'close') return { kind: 'close', label: 'connection closed', parts: [] };
  return dialects[event.technique].explain(event, context);
}
