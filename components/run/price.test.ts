import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Store } from '@/components/ui/store';
import type { Prices } from '@/lib/run/snapshot';
import { Price } from './price';

const risen = { price: 12, previous: 11, seq: 7, at: 1000 };

function rendered(part: Partial<Prices>): string {
  const prices = new Store<Prices>({
    lanes: { sse: risen },
    behind: { sse: 0 },
    known: true,
    at: 2000,
    ...part,
  });
  return renderToStaticMarkup(createElement(Price, { id: 'sse', symbol: 'KITE', prices }));
}

const isStale = (html: string) => html.includes('data-stale="true"');
const looksNew = (html: string) => /newest|font-semibold|flash/.test(html);

test('the newest price looks new, and flashes when it has changed', () => {
  const html = rendered({});
  assert.ok(!isStale(html) && / flash"/.test(html) && html.includes('newest'));
});

test('a price that is out of date looks it, whatever the cause, and does not flash', () => {
  for (const [part, words] of [
    [{ behind: { sse: 3 } }, '3<span'],
    [{ known: false }, 'may be old'],
    [{ known: false, behind: { sse: 1 } }, '1<span'],
  ] as const) {
    const html = rendered(part);
    assert.ok(isStale(html) && html.includes(words), html);
    assert.ok(!looksNew(html), html);
  }
});

test('where there is no price yet nothing is said of its age', () => {
  const html = rendered({ lanes: {}, known: false });
  assert.ok(!isStale(html) && html.includes('–') && !/ behind|may be old|newest/.test(html), html);
});
