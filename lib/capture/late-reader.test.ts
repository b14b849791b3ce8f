import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LateReader } from './late-reader';
import { WireReader } from './message';

const whenRead = (late: LateReader) => new Promise<WireReader>((resolve) => late.whenReadable([], resolve));

test('nothing is read before the first prices of a run; then what has come is, in its order and by one reader', async () => {
  const late = new LateReader(async () => new WireReader());
  const order: number[] = [];
  late.whenReadable([], () => order.push(1));
  const second = whenRead(late).then(() => order.push(2));
  late.loadWhenDue(300);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(order, []);
  late.loadWhenDue(1000);
  await second;
  assert.deepEqual(order, [1, 2]);
  const [one, other] = await Promise.all([whenRead(late), whenRead(late)]);
  assert.equal(one, other);
});

test('where connections are counted anew another reader reads them; what came before is for the one before', async () => {
  const late = new LateReader(async () => new WireReader());
  late.loadWhenDue(1000);
  const before = whenRead(late);
  late.forget();
  const [one, other] = await Promise.all([before, whenRead(late)]);
  assert.notEqual(one, other);
});
