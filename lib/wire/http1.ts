import { headerMeanings } from './headers';
import type { Parts } from './parts';

export const isRequest = (text: string): boolean => /^[A-Z]+ \S+ HTTP\//.test(text);
export const isResponse = (text: string): boolean => text.startsWith('HTTP/1.');

/** Adds the head of an HTTP/1.1 request or response, field by field; behind it stands the body. */
export function addHead(parts: Parts): void {
  const { text } = parts;
  const blank = text.indexOf('\r\n\r\n');
  const end = blank < 0 ? text.length : blank + 4;
  const firstLine = text.indexOf('\r\n') + 2;
  if (isRequest(text)) {
    parts.add(
      firstLine,
      'request line',
      'What is asked: method, path with the cursor, and version.',
      'RFC 9112, 3',
    );
  } else {
    parts.add(
      firstLine,
      'status line',
      'How it went: version, status code, and the code in words.',
      'RFC 9112, 4',
    );
  }
  while (parts.at < end - 2) {
    const { at } = parts;
    const next = text.indexOf('\r\n', at) + 2;
    if (next < 2) break;
    const name = text.slice(at, text.indexOf(':', at));
    const [meaning, source] = headerMeanings[name.toLowerCase()] ?? furtherField(name);
    parts.add(next, name, meaning, source);
  }
  parts.add(end, 'empty line', 'The head ends here.', 'RFC 9112, 2.1');
}

function furtherField(name: string): readonly [meaning: string, source: string] {
  return name.startsWith('sec-ch-')
    ? ['A hint on browser and system.', 'User-Agent Client Hints']
    : ['A further header field.', 'RFC 9110, 6.3'];
}

/** Whether a head, which `text` begins with, announces a body in chunks. */
export function isChunked(text: string): boolean {
  const end = text.indexOf('\r\n\r\n') + 2;
  return /\r\ntransfer-encoding: chunked\r\n/i.test(text.slice(0, end));
}

/**
 * Adds the chunks of a body.
 *
 * @param addData adds what a chunk carries, which ends at `to`
 * @returns what they all carry
 */
export function addChunks(parts: Parts, addData: (parts: Parts, to: number) => void): string {
  const { text } = parts;
  let data = '';
  while (parts.at < text.length) {
    const line = text.indexOf('\r\n', parts.at);
    const size = Number.parseInt(text.slice(parts.at, line), 16);
    if (line < 0 || Number.isNaN(size)) break;
    const from = line + 2;
    const to = from + size;
    parts.add(
      from,
      'chunk size',
      size === 0
        ? 'Zero: the answer is complete.'
        : `So many bytes follow, in hexadecimal: ${size.toLocaleString('en-US')}.`,
      'RFC 9112, 7.1',
    );
    if (size > 0) addData(parts, Math.min(to, text.length));
    data += text.slice(from, to);
    parts.add(to + 2, 'end of chunk', 'A line end closes the chunk.', 'RFC 9112, 7.1');
  }
  return data;
}
