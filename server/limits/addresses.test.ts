import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Addresses } from './addresses';

test('each address has its own count, and room again when one of its connections is closed', () => {
  const addresses = new Addresses(2);
  assert.deepEqual([addresses.admit('a'), addresses.admit('a'), addresses.admit('a')], [true, true, false]);
  assert.ok(addresses.admit('b'));
  addresses.leave('a');
  assert.deepEqual([addresses.admit('a'), addresses.admit('a')], [true, false]);
  addresses.leave('a');
  addresses.leave('a');
  assert.deepEqual([addresses.admit('a'), addresses.admit('a'), addresses.admit('a')], [true, true, false]);
});

test('whatever comes and goes, no address has more than it may, and none that may is refused', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.boolean()), { maxLength: 100 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), (all, atMost) => {
      const addresses = new Addresses(atMost);
      const open = { a: 0, b: 0 };
      for (const [address, comes] of all as [keyof typeof open, boolean][]) {
        if (comes) {
          assert.equal(addresses.admit(address), open[address] < atMost);
          open[address] = Math.min(atMost, open[address] + 1);
        } else if (open[address] > 0) {
          addresses.leave(address);
          open[address]--;
        }
      }
    }),
  );
});
