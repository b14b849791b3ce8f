import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from './timeline';

test('a bucket that has grown wider holds what happened in its time, and nothing else', () => {
  const merging = {
    create: (): { times: number[] } => ({ times: [] }),
    merge: (a: { times: number[] }, b: { times: number[] }) => ({ times: [...a.times, ...b.times] }),
  };
  const timeline = new Timeline(merging, { width: 500, count: 4, whole: true });
  for (let time = 0; time < 20_000; time += 300) timeline.at(time).value.times.push(time);
  for (const { start, width, value } of timeline.buckets) {
    assert.equal(start % width, 0);
    for (const time of value.times) assert.ok(time >= start && time < start + width, `${time} in ${start}`);
  }
  assert.equal(timeline.buckets.flatMap(({ value }) => value.times).length, 67);
});
