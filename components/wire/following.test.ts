import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import { techniques as all } from '@/lib/techniques';
import { Following, newestInEvery } from './following';
import { pointedAt } from './pointing';
import { Recording } from './recording';
import { messageOf, reportOf } from './recording.fixture';
import { sceneOf, TOP, yOf } from './scene';

const [{ id: first }, { id: second }] = all;
const techniques = [first, second];

const sight = {
  techniques,
  symbol: 'KITE',
  width: 800,
  height: 340,
  gutter: 56,
  ratio: 1,
  tellsLateness: true,
  fontSize: 12,
  colors: {},
  still: false,
};

/** A recording of prices 100 ms apart up to now; the second lane lacks the newest. */
function recorded(symbols = ['KITE', 'KITE', 'KITE', 'KITE']) {
  const recording = new Recording();
  const now = epochNow();
  const prices = symbols.map((symbol, index) => ({ symbol, seq: index + 1, due: now - 600 + index * 100 }));
  const deliveries = prices.flatMap(({ symbol, seq, due }) =>
    techniques
      .slice(0, seq === prices.length ? 1 : 2)
      .map((technique) => ({ technique, seq, symbol, price: seq, due, receivedAt: due + 50 })),
  );
  recording.add(reportOf({ startedAt: now - 5000, deliveries }));
  return {
    recording,
    scene: sceneOf(recording, sight, { end: now, back: 0, span: 2000 }, { wasDense: false, fonts: '' }),
  };
}

test('of itself the newest price is followed that has arrived in every lane', () => {
  const { scene } = recorded();
  assert.equal(new Following().at(scene)?.seq, 3);
});

test('prices of the stock that the lanes show come first, and where no price is in every lane, one in the most', () => {
  const { recording } = recorded(['KITE', 'KITE', 'OPAL', 'OPAL']);
  const { entries } = recording.ticks;
  assert.equal(newestInEvery(entries, techniques, 'KITE')?.seq, 2);
  assert.equal(newestInEvery(entries, techniques, 'NONE')?.seq, 3);
  assert.equal(newestInEvery(entries.slice(3), techniques, 'OPAL')?.seq, 4);
  assert.equal(newestInEvery([], techniques, 'KITE'), null);
});

test('what is pointed at goes before what was chosen, and that before the newest', () => {
  const { scene } = recorded();
  const following = new Following();
  assert.equal(following.step(scene, -1)?.seq, 2);
  assert.equal(following.step(scene, -1)?.seq, 1);
  // There is none before.
  assert.equal(following.step(scene, -1)?.seq, 1);
  following.pointed = 4;
  assert.equal(following.at(scene)?.seq, 4);
  following.pointed = null;
  assert.equal(following.at(scene)?.seq, 1);
  assert.ok(following.isWanted);
});

test('what was chosen is followed until it is out of sight', () => {
  const { recording, scene } = recorded();
  const following = new Following();
  following.chosen = 1;
  assert.equal(following.at(scene)?.seq, 1);
  const later = sceneOf(
    recording,
    sight,
    { end: scene.to + 1550, back: 0, span: 2000 },
    { wasDense: false, fonts: '' },
  );
  assert.equal(following.at(later)?.seq, 3);
  assert.ok(!following.isWanted);
});

test('an arrow, the mark of a price and the bar of how late it was are pointed at', () => {
  const { recording, scene } = recorded();
  const place = scene.places.get(first);
  assert.ok(place);
  const due = recording.tick(2)?.due ?? 0;
  const y = TOP + yOf(scene, due);
  const message = messageOf({
    technique: first,
    seqs: [2],
    sentAt: due,
    arrivedAt: due + 50,
    received: true,
  });
  recording.add(reportOf({ startedAt: recording.startedAt, messages: [message] }));
  const middle = { x: (place.client + place.server) / 2, y: y + 3.5 };
  assert.deepEqual(pointedAt(scene, middle), { message, seq: 2 });
  const mark = TOP + yOf(scene, recording.tick(3)?.due ?? 0);
  assert.deepEqual(pointedAt(scene, { x: place.server + 7, y: mark }), { message: null, seq: 3 });
  assert.deepEqual(pointedAt(scene, { x: place.client - 11, y: y + 4 }), { message: null, seq: 2 });
  assert.deepEqual(pointedAt(scene, { x: place.left + 3, y: TOP + 3 }), { message: null, seq: null });
});
