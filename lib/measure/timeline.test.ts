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

const counting = {
  create: () => ({ n: 0 }),
  merge: (a: { n: number }, b: { n: number }) => ({ n: a.n + b.n }),
};

test('a bucket begins at a whole multiple of its width, and ends where the next one begins', () => {
  const timeline = new Timeline(counting, { width: 500, count: 10, whole: true });
  for (const time of [300, 499, 500, 1700]) timeline.at(time).value.n++;
  assert.deepEqual(
    timeline.buckets.map(({ start, value }) => [start, value.n]),
    [
      [0, 2],
      [500, 1],
      [1500, 1],
    ],
  );
});

test('where one bucket more than fits would be needed, each is twice as wide, and nothing is lost', () => {
  for (const count of [3, 4]) {
    const timeline = new Timeline(counting, { width: 500, count, whole: true });
    const fill = (until: number) => {
      for (let at = timeline.buckets.length * 500; at < until; at += 500) timeline.at(at).value.n++;
    };
    fill(count * 500);
    assert.equal(timeline.buckets.length, count);
    timeline.at(count * 500).value.n++;
    assert.deepEqual(
      timeline.buckets.map(({ start, width, value }) => [start, width, value.n]),
      count === 3
        ? [
            [0, 1000, 2],
            [1000, 1000, 2],
          ]
        : [
            [0, 1000, 2],
            [1000, 1000, 2],
            [2000, 1000, 1],
          ],
    );
  }
});
