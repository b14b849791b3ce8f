'use client';

import { useState } from 'react';
import type { Store } from '@/components/ui/store';
import { useFigures } from '@/components/ui/use-store';
import { formatCountOf, NONE } from '@/lib/figures/format';
import type { LanePrice, Prices } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';

/** A price flashes at most once in this time, ms. */
const FLASH_MS = 400;

/** The price that a lane shows, and how far it is out of date. */
export function Price(props: {
  id: Technique['id'];
  symbol: string;
  prices: Store<Prices>;
  running: boolean;
}) {
  const { id, symbol, prices, running } = props;
  const { lanes, behind, known, at } = useFigures(prices);
  const shown = lanes[id];
  const late = behind[id] ?? 0;
  const stale = (running && late > 0) || (shown !== undefined && !known);
  return (
    // Of its own size, whatever it says: a price that changes does not have the whole page laid out anew.
    <div
      className={`h-14 contain-strict rounded px-1.5 py-1 whitespace-nowrap ${stale ? 'bg-sunken' : ''}`}
      data-priced={shown !== undefined}
      data-stale={stale}
    >
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-muted">{symbol}</span>
        {/* A new element starts the animation; more than a few flashes a second would only flicker. */}
        <Amount key={shown && Math.floor(shown.at / FLASH_MS)} shown={shown} stale={stale} />
      </div>
      <div className="flex justify-between text-small text-muted">
        <span>{shown ? `${(Math.max(0, at - shown.at) / 1000).toFixed(1)} s old` : 'no price yet'}</span>
        <span>{shown || late > 0 ? ageWords(stale, late) : ''}</span>
      </div>
    </div>
  );
}

function Amount({ shown, stale }: { shown: LanePrice | undefined; stale: boolean }) {
  // What is old does not flash: neither now, nor when the server is back and says that it is the newest all the same.
  const [flashes, setFlashes] = useState(!stale);
  if (stale && flashes) setFlashes(false);
  const change = shown && shown.previous !== null ? Math.sign(shown.price - shown.previous) : 0;
  const flash = change > 0 ? 'flash-up' : change < 0 ? 'flash-down' : '';
  return (
    <span
      className={`rounded px-1 text-2xl ${stale ? 'text-muted line-through decoration-1' : 'font-semibold'} ${flashes && !stale ? flash : ''}`}
    >
      {shown ? shown.price.toFixed(2) : NONE}
      <span
        className={`ml-1 inline-block w-4 text-center text-sm ${stale || change === 0 ? 'text-muted' : change > 0 ? 'text-good' : 'text-bad'}`}
      >
        {change > 0 ? '▲' : change < 0 ? '▼' : '·'}
        <span className="sr-only">{change > 0 ? 'up' : change < 0 ? 'down' : ''}</span>
      </span>
    </span>
  );
}

/** @param late how many ticks the price is known to be out of date */
function ageWords(stale: boolean, late: number): string {
  if (!stale) return 'newest';
  if (late === 0) return 'may be out of date';
  return `${formatCountOf(late, 'tick')} out of date`;
}
