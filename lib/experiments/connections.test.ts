import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Connections, connectionsInWords, otherNameFor, windowsFor } from './connections';

const six: Connections = {
  protocol: 'http/1.1',
  streams: { asked: 8, opened: 6 },
  fetch: { ms: 3012, isAnswered: false },
  count: { streams: 6, connections: 6, sockets: 0 },
  sockets: { asked: 20, opened: 20 },
  many: null,
};

test('streams and a fetch that wait are told with how many and how long', () => {
  assert.deepEqual(connectionsInWords(six), [
    'Over HTTP/1.1, 6 of 8 streams opened, 2 waited. The server counted 6 streams in 6 connections.',
    'An ordinary fetch beside them was not answered: it was still waiting after 3.0 s.',
    'Of 20 WebSockets, 20 opened meanwhile: they are counted apart.',
  ]);
});

test('WebSockets that wait like the streams are not said to be counted apart', () => {
  const words = connectionsInWords({ ...six, sockets: { asked: 20, opened: 0 } });
  assert.equal(words.at(-1), 'Of 20 WebSockets, 0 opened meanwhile.');
});

test('where nothing waits, nothing is said of waiting', () => {
  const words = connectionsInWords({
    ...six,
    protocol: 'h2',
    streams: { asked: 8, opened: 8 },
    fetch: { ms: 16.6, isAnswered: true },
    count: { streams: 8, connections: 1, sockets: 0 },
    many: { asked: 110, opened: 100, fetch: { ms: 3000, isAnswered: false } },
  });
  assert.deepEqual(words, [
    'Over HTTP/2, all 8 streams opened. The server counted 8 streams in 1 connection.',
    'An ordinary fetch beside them was answered in 17 ms.',
    'Then 100 of 110 streams opened, 10 waited. A fetch beside these was not answered: it was still waiting after 3.0 s.',
    'Of 20 WebSockets, 20 opened.',
  ]);
});

test('a protocol that the browser does not name is not guessed', () => {
  assert.match(connectionsInWords({ ...six, protocol: '' })[0] ?? '', /^Over an unknown protocol,/);
});

test('this machine has another name; another machine may not', () => {
  assert.equal(otherNameFor('localhost'), '127.0.0.1');
  assert.equal(otherNameFor('127.0.0.1'), 'localhost');
  assert.equal(otherNameFor('playground.example'), null);
});

test('the window of the experiment has no connection in common with the page, where that can be', () => {
  const at = (origin: string) => new URL(origin);
  const ports = { http: 3000, https: { port: 3443, ownCertificate: true } };
  assert.deepEqual(windowsFor(at('http://localhost:3000'), ports), {
    plain: 'http://127.0.0.1:3000',
    secure: 'https://localhost:3443',
    isApart: true,
  });
  assert.deepEqual(windowsFor(at('https://localhost:3443'), ports), {
    plain: 'http://localhost:3000',
    secure: 'https://127.0.0.1:3443',
    isApart: true,
  });
  assert.deepEqual(windowsFor(at('http://playground.example'), { http: 3000 }), {
    plain: 'http://playground.example',
    secure: null,
    isApart: false,
  });
});
