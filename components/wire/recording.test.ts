import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import type { WireReport } from '@/lib/run/snapshot';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { KEPT_MS, MARGIN_MS, Recording } from './recording';
import { messageOf, reportOf } from './recording.fixture';

const [{ id: lane }, { id: other }] = techniques;
const begin = epochNow() - 10_000;

const deliveryOf = (
  seq: number,
  late: number,
  technique: TechniqueId = lane,
): WireReport['deliveries'][number] => ({
  technique,
  seq,
  symbol: 'KITE',
  price: 100 + seq,
  due: begin + seq * 100,
  receivedAt: begin + seq * 100 + late,
});

test('a price is one in all lanes, and each lane has it when it was received', () => {
  const recording = new Recording();
  recording.add(reportOf({ deliveries: [deliveryOf(1, 50), deliveryOf(1, 70, other)] }));
  assert.equal(recording.ticks.entries.length, 1);
  const tick = recording.tick(1);
  assert.deepEqual([tick?.price, tick?.due], [101, begin + 100]);
  assert.deepEqual(
    [lane, other].map((id) => (tick?.lanes.get(id)?.receivedAt ?? 0) - begin),
    [150, 170],
  );
});

test('what brought a price is known, whichever of the two is told first', () => {
  for (const isMessageFirst of [true, false]) {
    const recording = new Recording();
    const message = messageOf({ technique: lane, seqs: [1], sentAt: begin + 120, arrivedAt: begin + 140 });
    const reports = [reportOf({ messages: [message] }), reportOf({ deliveries: [deliveryOf(1, 50)] })];
    for (const report of isMessageFirst ? reports : reports.reverse()) recording.add(report);
    assert.equal(recording.tick(1)?.lanes.get(lane)?.message, message);
    // It arrived when the browser had it, and not when the socket let it go.
    assert.deepEqual([message.arrivedAt, message.received], [begin + 150, true]);
  }
});

test('prices that are late at the same time stand in columns of their own', () => {
  const recording = new Recording();
  // Three come together, then one that is alone.
  recording.add(
    reportOf({ deliveries: [deliveryOf(1, 400), deliveryOf(2, 300), deliveryOf(3, 200), deliveryOf(9, 20)] }),
  );
  assert.deepEqual(
    recording.deliveries.entries.map(({ column }) => column),
    [0, 1, 2, 0],
  );
});

test('an answer knows since when its request was there, and what a lane began with is kept', () => {
  const recording = new Recording();
  const request = messageOf({ kind: 'request', way: 'up', sentAt: begin, arrivedAt: begin + 50 });
  const answer = messageOf({ kind: 'response', sentAt: begin + 900, arrivedAt: begin + 950 });
  const next = messageOf({ kind: 'request', way: 'up', sentAt: begin + 960, arrivedAt: null });
  recording.add(reportOf({ messages: [request, answer, next] }));
  assert.equal(answer.askedAt, begin + 50);
  assert.deepEqual([...recording.asked.values()], [next]);
  assert.deepEqual(recording.lanes.get(lane)?.first, [request, answer]);
});

test('what crossed last is kept, however long ago it was', () => {
  const recording = new Recording();
  const ended = epochNow() - 2 * (KEPT_MS + MARGIN_MS);
  const message = messageOf({ sentAt: ended - 20, arrivedAt: ended });
  recording.add(reportOf({ messages: [message] }));
  recording.add(reportOf());
  assert.deepEqual(recording.messages.entries, [message]);
  assert.deepEqual([recording.crossedAt, recording.pricedAt], [ended, 0]);
  recording.add(reportOf({ deliveries: [deliveryOf(1, 50), deliveryOf(1, 70, other)] }));
  assert.equal(recording.pricedAt, begin + 170);
  recording.add(reportOf({ market: 'def' }));
  assert.deepEqual([recording.crossedAt, recording.pricedAt], [0, 0]);
});

test('what is too long ago is let go of, but not what a lane began with', () => {
  const recording = new Recording();
  const old = epochNow() - KEPT_MS - MARGIN_MS - 1000;
  const request = messageOf({ kind: 'request', way: 'up', sentAt: old });
  recording.add(reportOf({ messages: [request] }));
  recording.add(reportOf({ messages: [messageOf({ sentAt: epochNow() })] }));
  assert.ok(!recording.messages.entries.includes(request));
  assert.deepEqual(recording.lanes.get(lane)?.first[0], request);
});

test('bytes are added up, but for what never came out of the link; another market begins anew', () => {
  const recording = new Recording();
  const lost = messageOf({ arrivedAt: null, bytes: 7 });
  recording.add(reportOf({ messages: [messageOf({ bytes: 30 }), messageOf({ bytes: 12 }), lost] }));
  assert.equal(recording.captured.get(lane), 42);
  recording.add(reportOf({ market: 'another', deliveries: [deliveryOf(1, 1)] }));
  assert.deepEqual([recording.captured.size, recording.messages.entries.length], [0, 0]);
  assert.equal(recording.ticks.entries.length, 1);
});
