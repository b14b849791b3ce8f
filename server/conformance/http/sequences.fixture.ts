import { type Due, get, type HttpCase, POLL, poll, polled, request } from './case.fixture';

const KEY = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
const WEBSOCKET = ['Connection: Upgrade', 'Upgrade: websocket', ...KEY];
const H2C = [
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
];

/** The client's end of a WebSocket: a close frame without a code, and a mask of zeros. */
const CLOSE = '\x88\x80\0\0\0\0';

const page: Due = { status: 200, body: /^<!doctype html>/ };

/** Requests behind each other, and requests to change the protocol, taken or ignored. */
export const sequences = (trade: string): readonly HttpCase[] => {
  const post = request(
    'POST /api/markets/demo/poll HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${trade.length}`,
  );
  const filled: Due = { status: 200, body: /^\{"fill":/ };
  const head = request('HEAD / HTTP/1.1', 'Host: localhost');
  const inRow = (name: string, send: string, answers: readonly Due[]): HttpCase => ({
    name,
    section: '9.3.2',
    send,
    answers,
    after: 'open',
  });
  return [
    inRow('three polls', get(POLL).repeat(3), [polled, polled, polled]),
    inRow('HEAD and GET', head + get(POLL), [{ status: 200, bodiless: true }, polled]),
    inRow('GET, POST and GET', get(POLL) + post + trade + get('/'), [polled, filled, page]),
    inRow('refusals and answers', get('/api/no') + get(POLL) + get('/api/no') + get(POLL), [
      { status: 404 },
      polled,
      { status: 404 },
      polled,
    ]),
    inRow('a held poll and a page', get('/api/markets/demo/long-poll') + get('/'), [{ status: 200 }, page]),
    inRow('an empty line between', `${get(POLL)}\r\n${get(POLL)}`, [polled, polled]),
    {
      name: 'rubbish behind a request',
      section: '9.3.2',
      send: `${get(POLL)}rubbish\r\n\r\n`,
      answers: [polled],
      after: 'closed',
    },
    {
      name: 'rubbish behind an answer',
      section: '9.3.2',
      send: [get(POLL), 'rubbish\r\n\r\n'],
      answers: [polled, { status: 400 }],
      after: 'closed',
    },
    poll('Upgrade: h2c', 'RFC 9110, 7.8', get(POLL, ...H2C)),
    poll(
      'Upgrade: a protocol that nobody knows',
      'RFC 9110, 7.8',
      get(POLL, 'Connection: Upgrade', 'Upgrade: x/1'),
    ),
    poll(
      'Upgrade: h2c in HTTP/1.0',
      'RFC 9110, 7.8',
      request(`GET ${POLL} HTTP/1.0`, 'Connection: keep-alive, Upgrade', 'Upgrade: h2c'),
    ),
    poll('Upgrade without Connection', 'RFC 9110, 7.8', get(POLL, 'Upgrade: websocket', ...KEY)),
    { ...inRow('Upgrade: h2c of the page', get('/', ...H2C), [page]), section: 'RFC 9110, 7.8' },
    { ...inRow('Upgrade: websocket of the page', get('/', ...WEBSOCKET), [page]), section: 'RFC 9110, 7.8' },
    {
      ...inRow('Upgrade: websocket of a page that is not there', get('/nowhere', ...WEBSOCKET), [
        { status: 404, page: true },
      ]),
      section: 'RFC 9110, 7.8',
    },
    {
      name: 'Upgrade: websocket of a technique that speaks HTTP',
      section: 'RFC 9110, 7.8',
      send: get(POLL, ...WEBSOCKET),
      answers: [{ status: 400 }],
      after: 'closed',
    },
    {
      ...inRow(
        'a POST with Upgrade: h2c',
        post.replace('\r\n\r\n', `\r\n${H2C.join('\r\n')}\r\n\r\n`) + trade,
        [filled],
      ),
      section: 'RFC 9110, 7.8',
    },
    inRow('Upgrade: h2c, and a request behind it', get(POLL, ...H2C) + get('/'), [polled, page]),
    inRow('Upgrade: h2c behind a request', get('/') + get(POLL, ...H2C), [page, polled]),
    inRow('Upgrade: h2c twice', get(POLL, ...H2C) + get(POLL, ...H2C), [polled, polled]),
    inRow('Upgrade: h2c behind a poll that is held', get('/api/markets/demo/long-poll') + get(POLL, ...H2C), [
      { status: 200 },
      polled,
    ]),
    {
      name: 'a WebSocket behind a request',
      section: '9.3.2',
      send: [get(POLL) + get('/api/markets/demo/ws', ...WEBSOCKET), '', CLOSE],
      answers: [polled, { status: 101 }],
      after: 'closed',
    },
    {
      name: 'a WebSocket behind a poll that is held',
      section: '9.3.2',
      send: [get('/api/markets/demo/long-poll') + get('/api/control', ...WEBSOCKET), '', CLOSE],
      answers: [{ status: 200 }, { status: 101 }],
      after: 'closed',
    },
  ];
};
