const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const VERSION = 'Sec-WebSocket-Version: 13';
const HOST = 'Host: localhost';
const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket'];

/** A handshake, and what has to come of it. */
export interface HandshakeCase {
  name: string;
  /** Of RFC 6455, unless another is named. */
  section: string;
  /** The path stands in it as `PATH`. */
  request: string;
  /** 101, or one of those that refuse it. */
  status: number | readonly number[];
  /** What the head of the answer has to match, all of it, and what it must not. */
  has?: readonly RegExp[];
  hasNot?: RegExp;
}

const asked = (...headers: readonly string[]) => `GET PATH HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;

/** The right one, with more. */
const and = (...headers: readonly string[]) => asked(HOST, ...UPGRADE, VERSION, KEY, ...headers);

const accepted: readonly [name: string, section: string, request: string][] = [
  ['the usual one', '4.2.1', and()],
  ['names in small letters', '4.2.1', and().toLowerCase().replace('get path http', 'GET PATH HTTP')],
  ['Upgrade: WebSocket', '4.2.1', and().replace('websocket', 'WebSocket')],
  ['Connection: keep-alive, Upgrade', '4.2.1', and().replace(': Upgrade', ': keep-alive, Upgrade')],
  ['Connection in two headers', '4.2.1', and('Connection: keep-alive')],
  ['Connection: UPGRADE', '4.2.1', and().replace(': Upgrade', ': UPGRADE')],
  ['values without a space in front', '4.2.1', and().replaceAll(': ', ':')],
  ['values with spaces and tabs around', '4.2.1', and().replace(': 13', ': \t 13 \t')],
  ['the headers the other way round', '4.2.1', asked(KEY, VERSION, ...UPGRADE, HOST)],
  ['a host with a port', '4.2.1', and().replace('localhost', 'localhost:80')],
  ['headers that nobody knows', '4.2.1', and('X-Nobody: knows', 'Cookie: a=b', 'Pragma: no-cache')],
  ['the origin of the page', '10.2', and('Origin: http://localhost')],
  ['a line in front', 'RFC 9112, 2.2', `\r\n${and()}`],
  ['the whole address', 'RFC 9112, 3.2.2', and().replace('PATH', 'http://localhostPATH')],
];

const protocols = ['chat', 'chat, superchat', 'v1.ours, v2.ours', 'a'];

const extensions = [
  'permessage-deflate',
  'permessage-deflate; client_max_window_bits, permessage-deflate',
  'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
  'x-webkit-deflate-frame',
  'bbf-usp-protocol; eid="doc"',
];

const keys = [
  'dGhlIHNhbXBsZSBub25jZQ=',
  'dGhlIHNhbXBsZSBub25jZQ',
  'dGhlIHNhbXBsZSBub25j',
  'dGhlIHNhbXBsZSBub25jZSE=',
  'dGhlIHNhbXBsZSBub25jZQ==x',
  '!!!!!!!!!!!!!!!!!!!!!!==',
  'x',
  '',
];

const versions = [
  '0',
  '6',
  '7',
  '8',
  '12',
  '14',
  '255',
  '-13',
  '013',
  '13.0',
  '0x0d',
  'thirteen',
  '13, 8',
  '',
];

const asksForUpgrade = [/^upgrade: websocket$/im, /^connection: .*upgrade/im];
const asksForVersion = [...asksForUpgrade, /^sec-websocket-version: 13$/im];

const refused: readonly HandshakeCase[] = [
  ...keys.map((key) => ({
    name: `the key "${key}"`,
    section: '4.2.1',
    request: asked(HOST, ...UPGRADE, VERSION, `Sec-WebSocket-Key: ${key}`),
    status: 400,
  })),
  { name: 'no key', section: '4.2.1', request: asked(HOST, ...UPGRADE, VERSION), status: 400 },
  { name: 'two keys', section: '4.1', request: and(KEY), status: 400 },
  ...versions.map((version) => ({
    name: `version "${version}"`,
    section: '4.4',
    request: asked(HOST, ...UPGRADE, KEY, `Sec-WebSocket-Version: ${version}`),
    status: 426,
    has: asksForVersion,
  })),
  {
    name: 'no version',
    section: '4.4',
    request: asked(HOST, ...UPGRADE, KEY),
    status: 426,
    has: asksForVersion,
  },
  {
    name: 'two versions',
    section: '4.4',
    request: and('Sec-WebSocket-Version: 8'),
    status: 426,
    has: asksForVersion,
  },
  {
    name: 'no upgrade',
    section: 'RFC 9110, 15.5.22',
    request: asked(HOST, VERSION, KEY),
    status: 426,
    has: asksForUpgrade,
  },
  {
    name: 'Upgrade without Connection',
    section: 'RFC 9110, 7.8',
    request: asked(HOST, 'Upgrade: websocket', VERSION, KEY),
    status: 426,
    has: asksForUpgrade,
  },
  {
    name: 'Connection without Upgrade',
    section: 'RFC 9110, 7.8',
    request: asked(HOST, 'Connection: Upgrade', VERSION, KEY),
    status: 426,
    has: asksForUpgrade,
  },
  ...['h2c', 'TLS/1.0', 'websocketx', 'web socket', 'foo, bar'].map((protocol) => ({
    name: `Upgrade: ${protocol}`,
    section: 'RFC 9110, 7.8',
    request: asked(HOST, 'Connection: Upgrade', `Upgrade: ${protocol}`, VERSION, KEY),
    status: 426,
    has: asksForUpgrade,
  })),
  { name: 'HTTP/1.0', section: '4.2.1', request: and().replace('HTTP/1.1', 'HTTP/1.0'), status: 400 },
  { name: 'no host', section: 'RFC 9112, 3.2', request: asked(...UPGRADE, VERSION, KEY), status: 400 },
  { name: 'two hosts', section: 'RFC 9112, 3.2', request: and(HOST), status: 400 },
  { name: 'an empty host', section: 'RFC 9112, 3.2', request: and().replace('localhost', ''), status: 400 },
  {
    name: 'a host with a space',
    section: 'RFC 9112, 3.2',
    request: and().replace('localhost', 'local host'),
    status: 400,
  },
  {
    name: 'a foreign host',
    section: 'RFC 9110, 7.4',
    request: and().replace('localhost', 'evil.example'),
    status: 421,
  },
  {
    name: 'the whole address of a foreign host',
    section: 'RFC 9112, 3.2.2',
    request: and().replace('PATH', 'http://evil.examplePATH'),
    status: 421,
  },
  ...['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
    name: `method ${method}`,
    section: '4.2.1',
    request: and().replace('GET', method),
    status: [400, 405, 415],
  })),
  { name: 'method get', section: 'RFC 9110, 9.1', request: and().replace('GET', 'get'), status: 400 },
  { name: 'a foreign origin', section: '10.2', request: and('Origin: http://evil.example'), status: 403 },
  { name: 'the origin null', section: '10.2', request: and('Origin: null'), status: 403 },
  ...['a,,b', 'a, a', ',', 'a b', 'ä', ''].map((protocol) => ({
    name: `the subprotocol "${protocol}"`,
    section: '11.3.4',
    request: and(`Sec-WebSocket-Protocol: ${protocol}`),
    status: 400,
  })),
  { name: 'a space behind a name', section: 'RFC 9112, 5.1', request: and('X : y'), status: 400 },
  { name: 'a folded header', section: 'RFC 9112, 5.2', request: and('X: y', ' z'), status: 400 },
  { name: 'a zero in a header', section: 'RFC 9110, 5.5', request: and('X: \0'), status: 400 },
  { name: '20 kB of headers', section: 'RFC 6585, 5', request: and(`X: ${'x'.repeat(20_000)}`), status: 431 },
  {
    name: 'HTTP/2.0',
    section: 'RFC 9112, 2.3',
    request: and().replace('HTTP/1.1', 'HTTP/2.0'),
    status: 505,
  },
];

/** Handshakes that are taken, and those that are not, each with the answer that says why. */
export const handshakes: readonly HandshakeCase[] = [
  ...accepted.map(([name, section, request]) => ({ name, section, request, status: 101 })),
  ...protocols.map((protocol) => ({
    name: `the subprotocol ${protocol}, which is not taken`,
    section: '4.2.2',
    request: and(`Sec-WebSocket-Protocol: ${protocol}`),
    status: 101,
    hasNot: /sec-websocket-protocol/i,
  })),
  ...extensions.map((extension) => ({
    name: `the extension ${extension}, which is not taken`,
    section: '9.1',
    request: and(`Sec-WebSocket-Extensions: ${extension}`),
    status: 101,
    hasNot: /sec-websocket-extensions/i,
  })),
  ...refused,
];
