import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { controlMessages } from '@/lib/channel/control-messages';
import { ServerChannel } from './channel';
import type { ConnectionEvents } from './transport';

const HEARTBEAT = 15_000;

/** A channel on a connection that notes what it is told. */
function channelOf(t: TestContext, heartbeatMs?: number) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const told: string[] = [];
  let events: ConnectionEvents | undefined;
  const connection = {
    unsent: 0,
    send: () => {},
    ping: () => told.push('ping'),
    close: () => told.push('close'),
    drop: () => told.push('drop'),
    listen: (listeners: ConnectionEvents) => {
      events = listeners;
    },
  };
  const limits = { perSecond: 10, atOnce: 10, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) };
  new ServerChannel(controlMessages, connection, limits, { heard: () => {}, closed: () => {} });
  assert.ok(events);
  return { told, events };
}

test('a client that answers no ping is dropped at the next one', (t) => {
  const { told } = channelOf(t);
  t.mock.timers.tick(HEARTBEAT - 1);
  assert.deepEqual(told, []);
  t.mock.timers.tick(1);
  assert.deepEqual(told, ['ping']);
  t.mock.timers.tick(HEARTBEAT);
  assert.deepEqual(told, ['ping', 'drop']);
});

test('a client that answers stays, and one that has gone is asked no more', (t) => {
  const { told, events } = channelOf(t, 100);
  for (let i = 0; i < 5; i++) {
    t.mock.timers.tick(100);
    events.alive();
  }
  assert.deepEqual(told, Array(5).fill('ping'));
  events.closed();
  t.mock.timers.tick(1000);
  assert.equal(told.length, 5);
});
