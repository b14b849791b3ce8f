import { asLatin1, asReadable, decodeBase64 } from './bytes';
import type { WireEvent } from './event';
import { type Frame, opcodes, readFrames, unmask } from './frame';
import { headerMeanings } from './headers';

/** A part of an event's bytes, with what it is for. The parts of an event follow each other without a hole. */
export interface WirePart {
  name: string;
  from: number;
  to: number;
  /** As a reader wants to see it. */
  text: string;
  meaning: string;
  /** Where that is laid down. */
  source: string;
  /** Whether these bytes are a tick's own JSON; all others are overhead. */
  payload: boolean;
}

const TRADE_MEANING = 'What shall be traded, and the price that the page saw.';

/** The parts of the captured bytes of an event, one after the other, each explained. */
export function explainEvent({ data, upgraded }: WireEvent): WirePart[] {
  const bytes = decodeBase64(data);
  const text = asLatin1(bytes);
  const parts = new Parts(bytes);
  if (/^[A-Z]+ \S+ HTTP\//.test(text)) {
    head(parts, text, 'request');
    parts.add(text.length, 'trade', TRADE_MEANING, 'RFC 8259');
  } else if (text.startsWith('HTTP/1.')) {
    const end = head(parts, text, 'response');
    const chunked = /\r\ntransfer-encoding: chunked\r\n/i.test(text.slice(0, end));
    if (chunked) chunks(parts, text, end, /event-stream/.test(text.slice(0, end)));
    else json(parts, text, end, text.length);
  } else if (upgraded) frames(parts, bytes);
  else chunks(parts, text, 0, /\n(?:id|data|retry): ?|\n: /.test(text));
  parts.rest('…', 'More of the same, beyond what was captured.');
  return parts.list;
}

/** Collects parts in order, and makes one of whatever was passed over. */
class Parts {
  readonly list: WirePart[] = [];
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  add(
    to: number,
    name: string,
    meaning: string,
    source: string,
    options: { payload?: boolean; text?: string } = {},
  ) {
    const end = Math.min(to, this.bytes.length);
    if (end <= this.at) return;
    const text = options.text ?? asReadable(this.bytes.subarray(this.at, end));
    this.list.push({
      name,
      from: this.at,
      to: end,
      text,
      meaning,
      source,
      payload: options.payload ?? false,
    });
    this.at = end;
  }

  rest(name: string, meaning: string): void {
    this.add(this.bytes.length, name, meaning, '');
  }
}

/** @returns where the body begins */
function head(parts: Parts, text: string, kind: 'request' | 'response'): number {
  const blank = text.indexOf('\r\n\r\n');
  const end = blank < 0 ? text.length : blank + 4;
  let at = text.indexOf('\r\n') + 2;
  if (kind === 'request') {
    parts.add(at, 'request line', 'What is asked: method, path with the cursor, and version.', 'RFC 9112, 3');
  } else {
    parts.add(at, 'status line', 'How it went: version, status code, and the code in words.', 'RFC 9112, 4');
  }
  while (at < end - 2) {
    const next = text.indexOf('\r\n', at) + 2;
    if (next < 2) break;
    const name = text.slice(at, text.indexOf(':', at));
    const [meaning, source] = headerMeanings[name.toLowerCase()] ?? [
      name.startsWith('sec-ch-') ? 'A hint on browser and system.' : 'A further header field.',
      name.startsWith('sec-ch-') ? 'User-Agent Client Hints' : 'RFC 9110, 6.3',
    ];
    parts.add(next, name, meaning, source);
    at = next;
  }
  parts.add(end, 'empty line', 'The head ends here.', 'RFC 9112, 2.1');
  return end;
}

/** Text with ticks in it: the ticks are payload, the rest is not. */
function json(parts: Parts, text: string, from: number, to: number): void {
  const tick = /\{"seq":(\d+)[^{}]*\}/g;
  tick.lastIndex = from;
  for (let match = tick.exec(text); match && match.index < to; match = tick.exec(text)) {
    parts.add(match.index, 'JSON around', 'Holds the ticks of one answer together.', 'RFC 8259');
    parts.add(tick.lastIndex, `tick ${match[1]}`, 'The tick itself: the payload.', 'RFC 8259', {
      payload: true,
    });
  }
  if (text.startsWith('{"fill"', from)) {
    parts.add(to, 'fill', 'What became of the trade: the true price, and at which tick.', 'RFC 8259');
  } else parts.add(to, 'JSON around', 'Holds the ticks of one answer together.', 'RFC 8259');
}

function chunks(parts: Parts, text: string, from: number, events: boolean): void {
  let at = from;
  while (at < text.length) {
    const line = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, line), 16);
    if (line < 0 || Number.isNaN(size)) return;
    parts.add(
      line + 2,
      'chunk size',
      size === 0
        ? 'Zero: the answer is complete.'
        : `So many bytes follow, in hexadecimal: ${size.toLocaleString('en-US')}.`,
      'RFC 9112, 7.1',
    );
    const end = line + 2 + size;
    if (events) sseLines(parts, text, line + 2, Math.min(end, text.length));
    else ndjsonLines(parts, text, line + 2, Math.min(end, text.length));
    parts.add(end + 2, 'end of chunk', 'A line end closes the chunk.', 'RFC 9112, 7.1');
    at = end + 2;
  }
}

const sseFields: Readonly<Record<string, string>> = {
  id: 'What the browser sends as Last-Event-ID when it reconnects.',
  data: 'Announces the data of the event.',
  event: 'The name of the event; without one it is a message.',
  retry: 'How long the browser shall wait before it reconnects, in ms.',
  '': 'A comment: keeps the connection alive, and no page sees it.',
};

function sseLines(parts: Parts, text: string, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const end = Math.min(to, text.indexOf('\n', at) + 1 || to);
    const line = text.slice(at, end);
    const field = line.slice(0, line.indexOf(':'));
    if (line === '\n') parts.add(end, 'empty line', 'Ends the event: now the page is told.', 'HTML, 9.2.6');
    else {
      const tick = line.indexOf('{"seq"');
      const meaning = sseFields[field] ?? 'A line of the event stream.';
      if (tick >= 0) {
        parts.add(at + tick, field, meaning, 'HTML, 9.2.6');
        parts.add(at + line.trimEnd().length, 'tick', 'The tick itself: the payload.', 'RFC 8259', {
          payload: true,
        });
        parts.add(end, 'line end', 'Ends the line.', 'HTML, 9.2.5');
      } else parts.add(end, field || 'comment', meaning, 'HTML, 9.2.6');
    }
    at = end;
  }
}

function ndjsonLines(parts: Parts, text: string, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const end = Math.min(to, text.indexOf('\n', at) + 1 || to);
    const line = text.slice(at, end).trimEnd();
    if (line.startsWith('{"seq"')) {
      parts.add(at + line.length, 'tick', 'The tick itself: the payload.', 'RFC 8259', { payload: true });
      parts.add(end, 'line end', 'Ends the line, and with it the tick.', 'NDJSON');
    } else if (line) parts.add(end, 'line', 'A line of JSON.', 'RFC 8259');
    else parts.add(end, 'empty line', 'A heartbeat: both sides see that the connection lives.', 'NDJSON');
    at = end;
  }
}

function frames(parts: Parts, bytes: Uint8Array): void {
  for (const frame of readFrames(bytes)) {
    const { from, maskAt, payloadAt, to, masked, opcode, length } = frame;
    parts.add(from + 2, 'frame header', headerBits(frame), 'RFC 6455, 5.2', { text: bits(bytes, from) });
    parts.add(maskAt, 'extended length', `The length of the payload: ${length} bytes.`, 'RFC 6455, 5.2');
    if (masked) {
      parts.add(
        payloadAt,
        'masking key',
        'Four random bytes. A browser masks all it sends, so that no proxy can be tricked by its content.',
        'RFC 6455, 5.3',
        {
          text: Array.from(bytes.slice(maskAt, payloadAt), (byte) => byte.toString(16).padStart(2, '0')).join(
            ' ',
          ),
        },
      );
    }
    const payload = unmask(bytes, frame);
    const said = asReadable(payload);
    const isTick = asLatin1(payload).startsWith('{"seq"');
    if (opcode === 8 && payload.length >= 2) {
      const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
      parts.add(
        to,
        'close',
        'Why the connection is closed: a code, and a reason in words.',
        'RFC 6455, 7.4',
        {
          text: `${code} ${asReadable(payload.subarray(2))}`,
        },
      );
    } else {
      parts.add(
        to,
        isTick ? 'tick' : 'payload',
        masked
          ? 'The payload, here without its mask.'
          : isTick
            ? 'The tick itself: the payload.'
            : 'The payload.',
        masked ? 'RFC 6455, 5.3' : 'RFC 6455, 5.2',
        { payload: isTick, text: said },
      );
    }
  }
}

/** The sixteen bits of a frame's first two bytes, in the groups they stand for. */
function bits(bytes: Uint8Array, from: number): string {
  const all = [bytes[from] ?? 0, bytes[from + 1] ?? 0]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return [all.slice(0, 1), all.slice(1, 4), all.slice(4, 8), all.slice(8, 9), all.slice(9)].join(' ');
}

function headerBits({ fin, opcode, masked, shortLength }: Frame): string {
  return [
    fin ? 'FIN 1: the message ends in this frame' : 'FIN 0: more frames of this message follow',
    'RSV 000: no extension in use',
    `opcode ${opcode}: ${opcodes[opcode] ?? 'reserved'}`,
    masked ? 'MASK 1: the payload is masked' : 'MASK 0: a server does not mask',
    shortLength < 126
      ? `length ${shortLength}`
      : `length ${shortLength}: the real length stands in the next ${shortLength === 126 ? 2 : 8} bytes`,
  ].join('; ');
}
