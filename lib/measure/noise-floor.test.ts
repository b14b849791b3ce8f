import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoiseFloor } from './noise-floor';

test('the floor is half of what nine of ten round trips took beyond the best', () => {
  const floor = new NoiseFloor();
  for (let i = 0; i < 9; i++) floor.add(20 + i, i * 100);
  assert.equal(floor.estimate, null);
  floor.add(500, 1000);
  // The best took 20 ms, the ninth of ten 28.
  assert.equal(floor.estimate, 4);
});

test('a browser that always takes as long has no noise, however far the server is', () => {
  const floor = new NoiseFloor();
  for (let i = 0; i < 60; i++) floor.add(300, i * 1000);
  assert.equal(floor.estimate, 0);
});

test('what is a minute old is forgotten', () => {
  const floor = new NoiseFloor();
  for (let i = 0; i < 30; i++) floor.add(i % 2 ? 200 : 10, i * 100);
  assert.equal(floor.estimate, 95);
  for (let i = 0; i < 50; i++) floor.add(10, 3000 + i * 1000);
  assert.equal(floor.estimate, 95);
  for (let i = 0; i < 10; i++) floor.add(10, 64_000 + i * 10);
  assert.equal(floor.estimate, 0);
});

test('a round trip that nine of ten stay below is the next one, where that is between two', () => {
  const floor = new NoiseFloor();
  for (let i = 0; i < 11; i++) floor.add(10 + i, i);
  // 0.9 · 11 = 9.9: the tenth of them.
  assert.equal(floor.estimate, (19 - 10) / 2);
});

test('a minute is over in the moment in which it is', () => {
  const floor = new NoiseFloor();
  for (let i = 0; i < 10; i++) floor.add(10, 0);
  assert.equal(floor.estimate, 0);
  floor.add(10, 60_000);
  assert.equal(floor.estimate, null);
});
