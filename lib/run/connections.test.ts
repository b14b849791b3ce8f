import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Technique, techniques } from '@/lib/techniques';
import { MOST_CONNECTIONS, waitingForConnection } from './connections';

const [any] = techniques;
const lane = (name: string, traits: Partial<Technique['traits']>): Technique =>
  ({
    ...any,
    name,
    traits: { ...any.traits, framing: 'http', holdsConnection: true, ...traits },
  }) as Technique;
const holding = (count: number) => Array.from({ length: count }, (_, index) => lane(`stream ${index}`, {}));
const asking = lane('asks', { holdsConnection: false });
const socket = lane('socket', { framing: 'websocket', holdsConnection: false });
const names = (lanes: readonly Technique[]) => lanes.map(({ name }) => name);

test('the techniques of this page fit', () => {
  assert.deepEqual(waitingForConnection(techniques), []);
});

test('what holds a connection leaves none to those that ask when there are six of it', () => {
  assert.deepEqual(waitingForConnection([...holding(MOST_CONNECTIONS - 1), asking, socket]), []);
  assert.deepEqual(names(waitingForConnection([asking, ...holding(MOST_CONNECTIONS), socket])), ['asks']);
});

test('those that begin after the sixth wait too, and a WebSocket never does', () => {
  const waiting = waitingForConnection([socket, ...holding(MOST_CONNECTIONS + 2), asking]);
  assert.deepEqual(names(waiting), ['stream 6', 'stream 7', 'asks']);
});
