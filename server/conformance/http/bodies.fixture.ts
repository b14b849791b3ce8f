import { type Due, get, type HttpCase, POLL, refusal, request } from './case.fixture';

const PATH = '/api/markets/demo/poll';
const JSON_TYPE = 'Content-Type: application/json';
const filled: Due = { status: 200, body: /^\{"fill":\{.*\}\}$/ };

/** A POST with what is given as its body, and with the headers that are given. */
const post = (headers: readonly string[], body: string) =>
  request(`POST ${PATH} HTTP/1.1`, 'Host: localhost', ...headers) + body;

/** A right one. */
const sized = (body: string, ...headers: readonly string[]) =>
  post([JSON_TYPE, ...headers, `Content-Length: ${body.length}`], body);

const CHUNKED = 'Transfer-Encoding: chunked';

const chunk = (text: string, extension = '') => `${text.length.toString(16)}${extension}\r\n${text}\r\n`;

/** Bodies of requests, and what is said of their length, rightly, wrongly and in order to deceive. */
export const bodies = (trade: string): readonly HttpCase[] => {
  const fills = (name: string, section: string, send: HttpCase['send']): HttpCase => ({
    name,
    section,
    send,
    answers: [filled],
    after: 'open',
  });
  const [one, two] = [trade.slice(0, 10), trade.slice(10)];
  const inChunks = (body: string, ...headers: readonly string[]) =>
    post([JSON_TYPE, CHUNKED, ...headers], body);
  const lengths = ['-1', '+5', '5x', '0x5', '5 5', '5,5', '5, 6', '1e1', '', '9'.repeat(30)].map((length) =>
    refusal(`Content-Length: ${length}`, '6.3', post([JSON_TYPE, `Content-Length: ${length}`], trade), 400),
  );
  const codings = [
    'chunked, chunked',
    'chunked, identity',
    'identity',
    'gzip',
    'xchunked',
    'chunkedx',
    '"chunked"',
    'chunked;q=1',
    'chunk',
    '\x0bchunked',
    '',
  ].map((coding) =>
    refusal(
      `Transfer-Encoding: ${coding}`,
      '6.1',
      post([JSON_TYPE, `Transfer-Encoding: ${coding}`], `${chunk(trade)}0\r\n\r\n`),
      [400, 501],
    ),
  );
  const sizes = ['g', '-1', '0x5', '', ' 5', '1'.repeat(17), '5\n', '5;\n', 'f f'].map((size) =>
    refusal(`a chunk of ${JSON.stringify(size)}`, '7.1', inChunks(`${size}\r\n${trade}\r\n0\r\n\r\n`), 400),
  );
  const smuggled = get('/api/markets/demo/smuggled');
  return [
    fills('a length', '6.2', sized(trade)),
    fills(
      'a length and spaces around it',
      '6.3',
      sized(trade).replace('Content-Length: ', 'Content-Length: \t'),
    ),
    fills('one chunk', '7.1', inChunks(`${chunk(trade)}0\r\n\r\n`)),
    fills('two chunks', '7.1', inChunks(`${chunk(one)}${chunk(two)}0\r\n\r\n`)),
    fills(
      'a chunk for each byte',
      '7.1',
      inChunks(`${[...trade].map((byte) => chunk(byte)).join('')}0\r\n\r\n`),
    ),
    fills('Chunked', '7', post([JSON_TYPE, 'Transfer-Encoding: Chunked'], `${chunk(trade)}0\r\n\r\n`)),
    fills('an extension of a chunk', '7.1.1', inChunks(`${chunk(trade, ';a=b')}0\r\n\r\n`)),
    fills('an extension in quotes', '7.1.1', inChunks(`${chunk(trade, ';a="b"')}0\r\n\r\n`)),
    fills('a trailer', '7.1.2', inChunks(`${chunk(trade)}0\r\nX: y\r\n\r\n`)),
    fills(
      'a size in capitals',
      '7.1',
      inChunks(`${chunk(trade).replace(/^[^\r]+/, (size) => size.toUpperCase())}0\r\n\r\n`),
    ),
    fills('a size with zeros in front', '7.1', inChunks(`000${chunk(trade)}0\r\n\r\n`)),
    ...lengths,
    ...codings,
    ...sizes,
    refusal(
      'a body that is compressed for its way',
      '6.1',
      post([JSON_TYPE, 'Transfer-Encoding: gzip, chunked'], `${chunk(trade)}0\r\n\r\n`),
      501,
      'open',
    ),
    refusal('two lengths', '6.3', post([JSON_TYPE, 'Content-Length: 5', 'Content-Length: 6'], trade), 400),
    refusal(
      'the same length twice',
      '6.3',
      post([JSON_TYPE, 'Content-Length: 5', 'Content-Length: 5'], trade),
      400,
    ),
    refusal(
      'a chunk without its end',
      '7.1',
      inChunks(`${trade.length.toString(16)}\r\n${trade}0\r\n\r\n`),
      400,
    ),
    refusal(
      'a length and chunks',
      '6.3',
      post([JSON_TYPE, 'Content-Length: 5', CHUNKED], `0\r\n\r\n${smuggled}`),
      400,
    ),
    refusal(
      'chunks and a length',
      '6.3',
      post([JSON_TYPE, CHUNKED, 'Content-Length: 5'], `0\r\n\r\n${smuggled}`),
      400,
    ),
    refusal(
      'a space behind Transfer-Encoding',
      '5.1',
      post([JSON_TYPE, 'Transfer-Encoding : chunked', 'Content-Length: 5'], `0\r\n\r\n${smuggled}`),
      400,
    ),
    refusal(
      'a folded Transfer-Encoding',
      '5.2',
      post([JSON_TYPE, 'Transfer-Encoding:', ' chunked', 'Content-Length: 5'], `0\r\n\r\n${smuggled}`),
      400,
    ),
    {
      name: 'chunks for HTTP/1.0',
      section: '6.1',
      send: inChunks(`${chunk(trade)}0\r\n\r\n`).replace('HTTP/1.1', 'HTTP/1.0'),
      answers: [{ status: [200, 400] }],
      after: 'closed',
    },
    {
      name: 'a GET whose body is a request',
      section: 'RFC 9110, 9.3.1',
      send: get(POLL, `Content-Length: ${smuggled.length}`) + smuggled,
      answers: [{ status: 200, body: /^\{"ticks":\[\]\}$/ }],
      after: 'open',
    },
    {
      name: 'a GET with chunks',
      section: 'RFC 9110, 9.3.1',
      send: `${get(POLL, CHUNKED)}${chunk(smuggled)}0\r\n\r\n`,
      answers: [{ status: 200, body: /^\{"ticks":\[\]\}$/ }],
      after: 'open',
    },
    refusal('too large a body', 'RFC 9110, 15.5.14', sized(trade.padEnd(5000)), 413, 'open'),
    refusal('no body', 'RFC 9110, 8.6', post([JSON_TYPE], ''), 400, 'open'),
    refusal('a body that is no JSON', 'RFC 9110, 15.5.1', sized('{'), 400, 'open'),
    refusal(
      'a body of another type',
      'RFC 9110, 15.5.16',
      sized(trade).replace('application/json', 'text/plain'),
      415,
      'open',
    ),
    refusal(
      'a body without a type',
      'RFC 9110, 15.5.16',
      sized(trade).replace(`${JSON_TYPE}\r\n`, ''),
      415,
      'open',
    ),
    {
      name: 'a body that is said to be compressed',
      section: 'RFC 9110, 15.5.16',
      send: sized(trade, 'Content-Encoding: gzip'),
      answers: [{ status: 415, has: [/^accept-encoding: identity$/im] }],
      after: 'open',
    },
    fills(
      'a body that is said not to be compressed',
      'RFC 9110, 8.4',
      sized(trade, 'Content-Encoding: identity'),
    ),
    fills('a type with a charset', 'RFC 9110, 8.3', sized(trade).replace('json', 'json; charset=utf-8')),
    {
      name: 'half a body, and an end',
      section: '8',
      send: sized(trade).slice(0, -5),
      ends: true,
      answers: [{ status: 400 }],
      after: 'closed',
    },
    ...expectations(trade),
  ];
};

function expectations(trade: string): readonly HttpCase[] {
  const [head = ''] = sized(trade, 'Expect: 100-continue').split('{');
  return [
    {
      name: 'a body that waits to be asked for',
      section: 'RFC 9110, 10.1.1',
      send: [head, trade],
      answers: [{ status: 100 }, filled],
      after: 'open',
    },
    {
      name: 'a body that does not wait',
      section: 'RFC 9110, 10.1.1',
      send: head + trade,
      answers: [{ status: 100 }, filled],
      after: 'open',
    },
    {
      name: 'Expect: 100-Continue',
      section: 'RFC 9110, 10.1.1',
      send: [head.replace('-c', '-C'), trade],
      answers: [{ status: 100 }, filled],
      after: 'open',
    },
    {
      name: 'a body that waits, of another type: it is not asked for',
      section: 'RFC 9110, 10.1.1',
      send: [head.replace('application/json', 'text/plain'), trade],
      answers: [{ status: 415 }],
      after: 'closed',
    },
    {
      name: 'a body that waits, at an address that takes none',
      section: 'RFC 9110, 10.1.1',
      send: [head.replace('POST', 'PUT'), trade],
      answers: [{ status: 405 }],
      after: 'closed',
    },
    {
      name: 'a GET with Expect: 100-continue',
      section: 'RFC 9110, 10.1.1',
      send: get(POLL, 'Expect: 100-continue'),
      answers: [{ status: 200 }],
      after: 'closed',
    },
    {
      name: 'Expect: 100-continue in HTTP/1.0',
      section: 'RFC 9110, 10.1.1',
      send: (head + trade).replace('HTTP/1.1', 'HTTP/1.0'),
      answers: [filled],
      after: 'closed',
    },
    refusal('another expectation', 'RFC 9110, 10.1.1', get(POLL, 'Expect: the-unexpected'), 417),
    refusal(
      'another expectation, and another type',
      'RFC 9110, 10.1.1',
      sized(trade, 'Expect: the-unexpected').replace('application/json', 'text/plain'),
      417,
    ),
  ];
}
