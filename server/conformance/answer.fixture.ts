/** An answer of HTTP/1.1 as it came, its body without chunks. */
export interface Answer {
  status: number;
  /** Status line and headers. */
  head: string;
  body: Buffer;
  /** Whether there was nothing wrong with its framing; one without a length ends with its connection. */
  complete: boolean;
}

/**
 * Reads the next answer (RFC 9112, 6.3).
 *
 * @param method of its request: a HEAD has no body
 * @returns the answer with what follows it, or null where its head has not come
 */
export function readAnswer(bytes: Buffer, method: string): { answer: Answer; rest: Buffer } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  const after = bytes.subarray(end + 4);
  const bodiless = method === 'HEAD' || status < 200 || status === 204 || status === 304;
  const length = header(head, 'content-length');
  const { body, rest, complete } = bodiless
    ? { body: Buffer.alloc(0), rest: after, complete: true }
    : length !== undefined
      ? sized(after, Number(length))
      : chunked(after);
  return { answer: { status, head, body, complete }, rest };
}

/** A header's value. */
export function header(head: string, name: string): string | undefined {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
}

/** Whether an answer is an error in the form of this server. */
export function isOurError({ status, head, body }: Answer): boolean {
  try {
    const { error } = JSON.parse(String(body));
    const isSaid = /^[a-z_]+$/.test(error.code) && error.message.length > 10;
    return status >= 400 && isSaid && header(head, 'content-type') === 'application/json';
  } catch {
    return false;
  }
}

function sized(bytes: Buffer, length: number) {
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length), complete: bytes.length >= length };
}

function chunked(bytes: Buffer) {
  const pieces: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const size = /^([0-9a-f]+)\r\n/i.exec(rest.subarray(0, 20).toString('latin1'));
    if (!size) return { body: Buffer.concat(pieces), rest, complete: false };
    const length = Number.parseInt(size[1] ?? '', 16);
    const from = size[0].length;
    pieces.push(rest.subarray(from, from + length));
    const complete = rest.length >= from + length + 2;
    rest = rest.subarray(from + length + 2);
    if (length === 0 || !complete) return { body: Buffer.concat(pieces), rest, complete };
  }
}
