import { readFrame, type Said } from './frame-reading';
import { addChunks, addHead, isChunked, isRequest, isResponse } from './http1';
import type { Parts } from './parts';
import { type Reading, shortPath } from './reading';
import { nameTicks } from './tick-json';

/** How the texts of a trade and of a fill begin. */
export const TRADE = '{"trade":';
export const FILL = '{"fill":';

/** An answer without news. */
const NO_TICKS = '{"ticks":[]}';

/** What a technique streams in an answer that does not end. */
export interface Streamed {
  /** Adds a piece of it, which ends at `to`. */
  add(parts: Parts, to: number): void;
  /** Whether it is sent only to show that the connection lives. */
  isHeartbeat(data: string): boolean;
}

/**
 * Reads requests and their answers, as all techniques on plain HTTP have them, be it HTTP/1.1 or the frames of HTTP/2:
 * ticks and fills in JSON, and trades by requests of their own.
 *
 * @param streamed of a technique whose answers do not end
 */
export function readExchange(parts: Parts, streamed?: Streamed): Reading {
  if (parts.isFrame)
    return readFrame(parts, (to) => addBody(parts, to, streamed), streamed ? 'message' : 'response');
  if (isRequest(parts.text)) return readRequest(parts);
  if (isResponse(parts.text)) return readResponse(parts, streamed);
  if (!streamed) {
    parts.addJson(parts.text.length);
    return parts.readingOf({ kind: 'message', label: 'more of an answer' });
  }
  const data = addChunks(parts, streamed.add);
  if (parts.text === '0\r\n\r\n') return parts.reading('close', 'last chunk');
  return parts.readingOf(
    streamed.isHeartbeat(data)
      ? { kind: 'heartbeat', label: 'heartbeat' }
      : { kind: 'message', label: 'chunk' },
  );
}

/** Reads a request: for ticks, or with a trade. */
export function readRequest(parts: Parts): Reading {
  const [, method, target = ''] = /^([A-Z]+) (\S+)/.exec(parts.text) ?? [];
  addHead(parts);
  const isTrade = parts.text.startsWith(TRADE, parts.at);
  addTrade(parts, parts.text.length);
  return parts.reading('request', `${method} ${shortPath(target)}${isTrade ? ', a trade' : ''}`);
}

/** Reads an answer, or the beginning of one that is streamed. */
export function readResponse(parts: Parts, streamed?: Streamed): Reading {
  const { text } = parts;
  const [, status, words] = /^HTTP\/1\.\d (\d+) ([^\r]*)/.exec(text) ?? [];
  const label = `${status} ${words}`;
  addHead(parts);
  if (text.startsWith(FILL, parts.at)) {
    addFill(parts, text.length);
    return parts.reading('response', `${label}, a fill`);
  }
  if (text.startsWith(NO_TICKS, parts.at)) {
    parts.addJson(text.length);
    return parts.reading('empty', `${label}, no ticks`);
  }
  if (streamed && isChunked(text)) addChunks(parts, streamed.add);
  else parts.addJson(text.length);
  const { seqs } = parts;
  return parts.reading('response', seqs.length > 0 ? `${label}, ${nameTicks(seqs)}` : label);
}

/**
 * Adds a body, or a piece of one, that HTTP/2 carries without any framing of its own.
 *
 * @returns what it says where it brings no tick
 */
function addBody(parts: Parts, to: number, streamed?: Streamed): Said {
  const { text, at } = parts;
  if (text.startsWith(TRADE, at)) {
    addTrade(parts, to);
    return { kind: 'request', label: 'a trade' };
  }
  if (text.startsWith(FILL, at)) {
    addFill(parts, to);
    return { kind: 'response', label: 'a fill' };
  }
  if (!streamed) {
    const isEmpty = text.startsWith(NO_TICKS, at);
    parts.addJson(to);
    return isEmpty ? { kind: 'empty', label: 'no ticks' } : { kind: 'response', label: 'more of an answer' };
  }
  streamed.add(parts, to);
  return streamed.isHeartbeat(text.slice(at, to))
    ? { kind: 'heartbeat', label: 'heartbeat' }
    : { kind: 'message', label: 'a piece of the answer' };
}

function addTrade(parts: Parts, to: number): void {
  parts.add(to, 'trade', 'What shall be traded, and the price that the page saw.', 'RFC 8259');
}

function addFill(parts: Parts, to: number): void {
  parts.add(to, 'fill', 'What became of the trade: the true price, and at which tick.', 'RFC 8259');
}
