import type { TechniqueId } from '@/lib/techniques';
import { asLatin1, decodeBase64 } from './bytes';
import type { WireEvent } from './event';
import { opcodes, readFrames, unmask } from './frame';
import type { WireKind } from './kinds';

/** An event of the wire, read: one arrow of the sequence diagram. Times are server epoch ms. */
export interface WireMessage {
  event: WireEvent;
  id: number;
  technique: TechniqueId;
  connection: number;
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

/** A tick as it stands on the wire; its JSON has no braces inside. */
const TICK = /\{"seq":(\d+)[^{}]*\}/g;

/** How the trader's trade begins, and the answer to it. */
const TRADE = '{"trade":';
const FILL = '{"fill":';

/** Reads what an event of the wire says. */
export function readEvent(event: WireEvent): WireMessage {
  const { id, technique, connection, way, sentAt, arrivedAt, bytes } = event;
  const data = decodeBase64(event.data);
  const text = asLatin1(data);
  const ticks = way === 'down' ? [...text.matchAll(TICK)] : [];
  const seqs = ticks.map(([, seq]) => Number(seq));
  const { kind, label } = describe(event, data, text, seqs);
  return {
    event,
    id,
    technique,
    connection,
    way: way === 'open' || way === 'up' ? 'up' : 'down',
    kind,
    label,
    sentAt,
    arrivedAt,
    askedAt: null,
    received: false,
    bytes,
    payload: ticks.reduce((sum, [json]) => sum + json.length, 0),
    seqs,
  };
}

function describe(
  { way, upgraded }: WireEvent,
  data: Uint8Array,
  text: string,
  seqs: readonly number[],
): { kind: WireKind; label: string } {
  const ticks = seqs.length === 1 ? `tick ${seqs[0]}` : `ticks ${seqs[0]} to ${seqs.at(-1)}`;
  if (way === 'open') return { kind: 'open', label: 'connection' };
  if (way === 'close') return { kind: 'close', label: 'connection closed' };
  const request = /^([A-Z]+) (\S+) HTTP/.exec(text);
  if (request) {
    const path = request[2]?.replace(/^\/api\/markets\/[^/]+/, '…') ?? '';
    return { kind: 'request', label: `${request[1]} ${path}${text.includes(TRADE) ? ', a trade' : ''}` };
  }
  const status = /^HTTP\/1\.1 (\d+) ([^\r]*)/.exec(text);
  if (status) {
    const label = `${status[1]} ${status[2]}`;
    if (seqs.length > 0) return { kind: 'response', label: `${label}, ${ticks}` };
    if (text.includes(FILL)) return { kind: 'response', label: `${label}, a fill` };
    return text.includes('{"ticks":[]}')
      ? { kind: 'empty', label: `${label}, no ticks` }
      : { kind: 'response', label };
  }
  if (seqs.length > 0) return { kind: 'message', label: ticks };
  if (!upgraded) {
    if (/heartbeat|^1\r\n\n\r\n$/.test(text)) return { kind: 'heartbeat', label: 'heartbeat' };
    if (text === '0\r\n\r\n') return { kind: 'close', label: 'last chunk' };
    return { kind: 'message', label: 'chunk' };
  }
  const [frame] = readFrames(data);
  const name = frame ? (opcodes[frame.opcode] ?? `opcode ${frame.opcode}`) : 'frame';
  const said = frame ? asLatin1(unmask(data, frame)) : '';
  if (name === 'close') return { kind: 'close', label: 'close frame' };
  if (name === 'ping' || name === 'pong') return { kind: 'heartbeat', label: `${name} frame` };
  if (said === 'ping' || said === 'pong') return { kind: 'heartbeat', label: `“${said}”` };
  if (said.startsWith(TRADE)) return { kind: 'message', label: 'a trade' };
  if (said.startsWith(FILL)) return { kind: 'message', label: 'a fill' };
  return { kind: 'message', label: `${name} frame` };
}
