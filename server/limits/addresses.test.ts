import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Address, Addresses } from './addresses';
import { HttpError } from './errors';

/** Admits one more connection. @returns null where it is refused, and that as it should be */
function admit(addresses: Addresses, name: string): Address | null {
  try {
    return addresses.admit(name);
  } catch (error) {
    assert.ok(error instanceof HttpError);
    assert.deepEqual([error.status, error.code], [503, 'too_many_connections']);
    return null;
  }
}

test('each address has its own count, and room again when one of its connections is closed', () => {
  const addresses = new Addresses(2);
  const first = admit(addresses, 'a') ?? assert.fail();
  assert.equal(admit(addresses, 'a'), first);
  assert.equal(admit(addresses, 'a'), null);
  assert.notEqual(admit(addresses, 'b'), null);
  addresses.leave(first);
  assert.deepEqual([admit(addresses, 'a') === first, admit(addresses, 'a')], [true, null]);
  addresses.leave(first);
  addresses.leave(first);
  const again = [admit(addresses, 'a'), admit(addresses, 'a'), admit(addresses, 'a')];
  assert.deepEqual(
    again.map((address) => address !== null),
    [true, true, false],
  );
});

test('whatever comes and goes, no address has more than it may, and none that may is refused', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.boolean()), { maxLength: 100 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), (all, atMost) => {
      const addresses = new Addresses(atMost);
      const open: Record<string, Address[]> = { a: [], b: [] };
      for (const [name, comes] of all) {
        const connections = open[name] ?? [];
        if (comes) {
          const address = admit(addresses, name);
          assert.equal(address !== null, connections.length < atMost);
          if (address) connections.push(address);
        } else {
          const address = connections.pop();
          if (address) addresses.leave(address);
        }
      }
    }),
  );
});
