/** An answer as it has to be. */
export interface Due {
  /** One of these. */
  status: number | readonly number[];
  /** What its head has to match, all of it, and what it must not. */
  has?: readonly RegExp[];
  hasNot?: RegExp;
  body?: RegExp;
  /** The answer to a HEAD. */
  bodiless?: boolean;
  /** An error that is told by a page, and not in the form of the others. */
  page?: boolean;
}

/** A case of the suite. */
export interface HttpCase {
  name: string;
  /** Of RFC 9112, unless another is named. */
  section: string;
  /** What is sent; each further piece when one more answer has come. Its characters are bytes. */
  send: string | readonly string[];
  /** The client ends its side behind it. */
  ends?: boolean;
  /** In order. */
  answers: readonly Due[];
  /** Whether the connection goes on with the next request, or is closed by the server. */
  after: 'open' | 'closed';
}

/** A request that is answered by `{"ticks":[]}`. */
export const POLL = '/api/markets/demo/poll?since=2000000000';

/** A request line, and headers. */
export const request = (line: string, ...headers: readonly string[]) =>
  `${[line, ...headers].join('\r\n')}\r\n\r\n`;

/** A right request of a method. */
export const get = (target: string, ...headers: readonly string[]) =>
  request(`GET ${target} HTTP/1.1`, 'Host: localhost', ...headers);

/** An answer to `POLL`. */
export const polled: Due = { status: 200, body: /^\{"ticks":\[\]\}$/ };

/** A case with one request that is refused. */
export function refusal(
  name: string,
  section: string,
  send: string,
  status: Due['status'],
  after: HttpCase['after'] = 'closed',
): HttpCase {
  return { name, section, send, answers: [{ status }], after };
}

/** A case with one request for `POLL` that is answered. */
export function poll(name: string, section: string, send: string): HttpCase {
  return { name, section, send, answers: [polled], after: 'open' };
}
