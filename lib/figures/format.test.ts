import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCountOf, formatPartOf } from './format';

test('one of a thing is named in the singular, every other number in the plural', () => {
  assert.equal(formatCountOf(1, 'tick'), '1 tick');
  assert.equal(formatCountOf(0, 'tick'), '0 ticks');
  assert.equal(formatCountOf(0.1, 'tick'), '0.1 ticks');
  assert.equal(formatCountOf(12_345, 'client'), '12,345 clients');
  assert.equal(formatCountOf(1, 'delivery', 'deliveries'), '1 delivery');
  assert.equal(formatCountOf(2, 'delivery', 'deliveries'), '2 deliveries');
});

test('a part of several things is told with the right number', () => {
  assert.equal(formatPartOf(1, 1, 'client'), '1 of 1 client was');
  assert.equal(formatPartOf(0, 1, 'client'), '0 of 1 client was');
  assert.equal(formatPartOf(1, 500, 'client'), '1 of 500 clients was');
  assert.equal(formatPartOf(378, 5000, 'delivery', 'deliveries'), '378 of 5,000 deliveries were');
});
