import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operatorExperiments } from '.';
import { bufferingVerdict } from './buffering';
import { contentTypeVerdict } from './content-type';
import { fourTupleVerdict } from './four-tuple';
import { halfEventVerdict } from './half-event';
import { acceptFor, handshakeVerdict } from './handshake-key';
import { idleBytesVerdict } from './idle-bytes';
import { idleLimitVerdict, type Watched } from './idle-limit';
import { noCursorVerdict } from './no-cursor';
import { noUpgradeVerdict } from './no-upgrade';
import { notModifiedVerdict } from './not-modified';
import { transferSizeVerdict } from './transfer-size';

test('each experiment has an id of its own', () => {
  const ids = operatorExperiments.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('idle limit: silent ones are closed, those with a heartbeat are not', () => {
  const connections = (lost: readonly (number | null)[]): Watched[] =>
    lost.map((at, index) => ({
      name: `connection ${index}`,
      hasHeartbeat: index % 2 === 1,
      opened: 10,
      lost: at,
      watched: 8010,
    }));
  const { kind, words } = idleLimitVerdict(connections([3010, null, 3020, null]));
  assert.equal(kind, 'so');
  assert.match(words, /connection 0: closed after 3\.00 s; connection 1: still open after 8\.00 s/);
  assert.equal(idleLimitVerdict(connections([null, null, 3020, null])).kind, 'not so');
  assert.equal(idleLimitVerdict(connections([3010, 3010, 3020, null])).kind, 'not so');
  const [first, ...others] = connections([3010, null, 3020, null]);
  assert.ok(first);
  assert.equal(idleLimitVerdict([{ ...first, opened: null }, ...others]).kind, 'cannot tell');
});

test('no Upgrade: the WebSocket fails there alone, and the stream comes through', () => {
  const direct = { opened: 5, messages: 11, ended: null };
  const through = { opened: null, messages: 0, ended: { after: 9, code: 1006, reason: '' } };
  const { kind, words } = noUpgradeVerdict({ direct, through, stream: direct });
  assert.equal(kind, 'so');
  assert.match(words, /code 1006, no reason, after 9\.00 ms.*11 messages/);
  assert.equal(noUpgradeVerdict({ direct, through: direct, stream: direct }).kind, 'not so');
  assert.equal(noUpgradeVerdict({ direct, through, stream: { ...direct, messages: 0 } }).kind, 'not so');
  assert.equal(noUpgradeVerdict({ direct: through, through, stream: direct }).kind, 'cannot tell');
});

test('buffering: a difference is claimed where there is one', () => {
  const lanes = (...late: number[][]) => late.map((values, index) => ({ name: `${index}`, late: values }));
  const quick = [3, 4, 5];
  assert.equal(bufferingVerdict(lanes(quick, [3700, 2000, 10], quick, quick)).kind, 'so');
  const same = bufferingVerdict(lanes(quick, quick, quick, quick));
  assert.equal(same.kind, 'not so');
  assert.match(same.words, /held nothing back/);
  assert.equal(bufferingVerdict(lanes(quick, [3700, 2000, 10], [3700, 2000, 10], quick)).kind, 'not so');
  assert.equal(bufferingVerdict(lanes(quick, [], quick, quick)).kind, 'cannot tell');
});

test('no cursor: what lies between the first and the last price and was not seen is lost', () => {
  const polled = { first: 11, last: 20, polls: 2, without: [15, 20, 23], with: [] };
  const all = Array.from({ length: 12 }, (_, index) => 11 + index);
  const { kind, words } = noCursorVerdict({ ...polled, with: all });
  assert.equal(kind, 'so');
  assert.match(words, /Of 10 prices in 2 polls, .* never saw 8, the one with a cursor 0\./);
  assert.equal(noCursorVerdict({ ...polled, with: all.slice(1) }).kind, 'not so');
  assert.equal(noCursorVerdict({ ...polled, without: all, with: all }).kind, 'not so');
  assert.equal(noCursorVerdict({ ...polled, last: 10, with: [] }).kind, 'cannot tell');
});

test('304: fewer bytes down, and as many requests', () => {
  const plain = { name: 'plain', full: 24, notModified: 0, up: 6000, down: 14_000 };
  const conditional = { name: 'conditional', full: 4, notModified: 20, up: 6500, down: 5000 };
  const { kind, words } = notModifiedVerdict([plain, conditional]);
  assert.equal(kind, 'so');
  assert.match(words, /^20 of 24 answers .* 5,000 B instead of 14,000 B; up went 6,500 B instead of 6,000 B/);
  assert.equal(notModifiedVerdict([plain, { ...conditional, down: 15_000 }]).kind, 'not so');
  assert.equal(notModifiedVerdict([plain, { ...conditional, notModified: 0 }]).kind, 'cannot tell');
});

test('four values: as many connections as addresses, and no second of the same', () => {
  const connections = ['127.0.0.1', '127.0.0.2'].map((from) => ({ from, error: null }));
  const again = { from: '127.0.0.1', error: 'EADDRNOTAVAIL' };
  const tuples = { host: '127.0.0.1', port: 3000, clientPort: 40_000, connections, again, inTable: 2 };
  const { kind, words } = fourTupleVerdict(tuples);
  assert.equal(kind, 'so');
  assert.match(words, /^2 connections .* port 3000 .* port 40000: .* has 2 of them\. .*EADDRNOTAVAIL/);
  assert.equal(fourTupleVerdict({ ...tuples, inTable: null }).kind, 'so');
  assert.equal(fourTupleVerdict({ ...tuples, inTable: 1 }).kind, 'not so');
  assert.equal(fourTupleVerdict({ ...tuples, again: { ...again, error: null } }).kind, 'not so');
  // A system that has no other addresses of its own has shown nothing.
  const [only] = connections;
  assert.ok(only);
  const alone = [only, { from: '127.0.0.2', error: 'EADDRNOTAVAIL' }];
  assert.equal(fourTupleVerdict({ ...tuples, connections: alone }).kind, 'cannot tell');
});

test('handshake: the proof is computed, and a key of another length is refused', () => {
  // The example of RFC 6455, section 1.3.
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  assert.equal(acceptFor(key), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  const accepted = (accept: string) =>
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}`;
  const refused = 'HTTP/1.1 400 Bad Request';
  const said = (of: string, answered: string) => handshakeVerdict({ key: of, asked: '', answered });
  assert.equal(said(key, accepted(acceptFor(key))).kind, 'so');
  assert.equal(said(key, accepted(acceptFor('another'))).kind, 'not so');
  assert.equal(said(key, refused).kind, 'not so');
  assert.equal(said('dGhlIHNhbXBsZQ==', refused).kind, 'so');
  assert.match(said('dGhlIHNhbXBsZQ==', refused).words, /10 bytes .* 400/);
  assert.match(said('no base64!', refused).words, /no base64/);
  assert.equal(said('', accepted(acceptFor(''))).kind, 'not so');
  assert.equal(said(key, 'nothing').kind, 'cannot tell');
});

test('content type: one request, no event, given up', () => {
  const right = { name: 'right', received: 14, gaveUp: null, requests: 1 };
  const wrong = { name: 'wrong', received: 0, gaveUp: 2100, requests: 1 };
  const { kind, words } = contentTypeVerdict([right, wrong, right]);
  assert.equal(kind, 'so');
  assert.match(words, /text\/plain 0 events, after 1 request, and gave up for good after 2\.10 s/);
  assert.equal(contentTypeVerdict([right, { ...wrong, requests: 3 }, right]).kind, 'not so');
  assert.equal(contentTypeVerdict([right, { ...wrong, gaveUp: null }, right]).kind, 'not so');
  assert.equal(contentTypeVerdict([wrong, wrong, right]).kind, 'cannot tell');
});

test('half an event: nothing of it is delivered, and it comes whole afterwards', () => {
  const event = (seq: number, at: number, resumed: number | null) => ({ at, seq, resumed });
  const before = [event(1, 250, null), event(2, 500, null), event(3, 750, null)];
  const lost = { at: 1050, lost: true } as const;
  const after = [event(4, 1800, 3), event(5, 2050, 3)];
  const { kind, words } = halfEventVerdict([...before, lost, ...after]);
  assert.equal(kind, 'so');
  assert.match(words, /events 1, 2, 3, 4, 5\. .* 750 ms later .* Last-Event-ID: 3\.$/);
  assert.equal(halfEventVerdict([...before, lost, event(5, 1800, 4)]).kind, 'not so');
  assert.equal(halfEventVerdict([...before, lost]).kind, 'not so');
  assert.equal(halfEventVerdict(before).kind, 'cannot tell');
});

test('idle bytes: what is counted, and what that is in a minute', () => {
  const lane = (name: string, up: number, down: number) => ({ name, requests: 1, up, down, counted: 20_000 });
  const polling = lane('Short polling', 5000, 4000);
  const { kind, words } = idleBytesVerdict([polling, lane('SSE', 0, 200)]);
  assert.equal(kind, 'so');
  assert.match(words, /In 20\.?0* s .*SSE 200 B, Short polling 9,000 B\. .* 600 B to 27,000 B/);
  assert.equal(idleBytesVerdict([polling, lane('SSE', 0, 10_000)]).kind, 'not so');
  assert.equal(idleBytesVerdict([polling, lane('SSE', 0, 0)]).kind, 'cannot tell');
});

test('transferSize: the same number for heads of any size', () => {
  const sized = (body: number, transferSize: number | null, down: number) => ({
    body,
    head: 0,
    transferSize,
    down,
    up: 500,
  });
  const { kind, words } = transferSizeVerdict([sized(62, 362, 236), sized(62, 362, 1246)]);
  assert.equal(kind, 'so');
  assert.match(words, /body and 300 B each time\. .* 174 to 1,184 B/);
  assert.equal(transferSizeVerdict([sized(62, 236, 236), sized(62, 1246, 1246)]).kind, 'not so');
  assert.equal(transferSizeVerdict([sized(62, 362, 362), sized(62, 362, 362)]).kind, 'not so');
  assert.equal(transferSizeVerdict([sized(62, null, 236), sized(62, 362, 1246)]).kind, 'cannot tell');
});
