import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '@/lib/channel/control-messages';
import { idealLink } from '@/lib/link/settings';
import { onPagesClock } from './pages-clock';

const schedule = { seed: 1, seq: 5, at: 2000, rate: 2, burst: 1 };
const state = { seq: 7, at: 3000, schedule };
const settings = { seed: 1, rate: 2, burst: 1, symbols: 4, padding: 0 };
const moved = { seq: 7, at: 2900, schedule: { ...schedule, at: 1900 } };

test('a market and its figures stand where they do on the page’s clock', () => {
  const market: Report = {
    ...{ type: 'market', market: 'abc', secret: 'x', settings, link: idealLink, state },
    ...{ capture: false, restored: false },
  };
  assert.deepEqual(onPagesClock(market, 100), { ...market, state: moved });
  const figures: Report = { type: 'figures', market: 'abc', state, techniques: {} };
  assert.deepEqual(onPagesClock(figures, 100), { ...figures, state: moved });
});

test('a fault begins and ends on it too, and all else is as it was', () => {
  const fault: Report = { type: 'fault', market: 'abc', kind: 'outage', at: 3000, until: 5000 };
  assert.deepEqual(onPagesClock(fault, 100), { ...fault, at: 2900, until: 4900 });
  assert.deepEqual(onPagesClock(fault, -100), { ...fault, at: 3100, until: 5100 });
  const wire: Report = { type: 'wire', market: 'abc', events: [], leftOut: 0, counted: {} };
  assert.equal(onPagesClock(wire, 100), wire);
});
