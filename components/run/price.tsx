'use client';

import { useState } from 'react';
import { Pill } from '@/components/ui/pill';
import type { Store } from '@/components/ui/store';
import { useFigures } from '@/components/ui/use-store';
import { formatCount, NONE } from '@/lib/figures/format';
import type { LanePrice, Prices } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';

/** A price flashes at most once in this time, ms. */
const FLASH_MS = 400;

/** The price that a lane shows, and how far it is out of date. */
export function Price(props: { id: Technique['id']; symbol: string; prices: Store<Prices> }) {
  const { id, symbol, prices } = props;
  const { lanes, behind, known } = useFigures(prices);
  const shown = lanes[id];
  const late = behind[id] ?? 0;
  const stale = late > 0 || (shown !== undefined && !known);
  return (
    // Of its own size, whatever it says: a price that changes does not have the whole page laid out anew.
    <div
      className="mt-1.5 flex h-[34px] items-center gap-2 whitespace-nowrap contain-strict @max-[9.5rem]:h-[58px] @max-[9.5rem]:flex-wrap @max-[9.5rem]:content-start @max-[9.5rem]:gap-y-0.5"
      data-priced={shown !== undefined}
      data-stale={stale}
    >
      <span className="sr-only">{symbol}</span>
      {/* A new element starts the animation; more than a few flashes a second would only flicker. */}
      <Amount key={shown && Math.floor(shown.at / FLASH_MS)} shown={shown} stale={stale} />
      {(shown || late > 0) && (
        <Pill look={stale ? 'warn' : 'plain'} className="ml-auto @max-[9.5rem]:ml-0">
          {ageWords(stale, late)}
        </Pill>
      )}
    </div>
  );
}

function Amount({ shown, stale }: { shown: LanePrice | undefined; stale: boolean }) {
  // What is old does not flash: neither now, nor when the server is back and says that it is the newest all the same.
  const [flashes, setFlashes] = useState(!stale);
  if (stale && flashes) setFlashes(false);
  const change = shown && shown.previous !== null ? Math.sign(shown.price - shown.previous) : 0;
  return (
    <span className={`flex items-baseline gap-2 rounded ${flashes && !stale && change !== 0 ? 'flash' : ''}`}>
      <span
        className={`text-price tracking-tight @max-[18.5rem]:text-section ${stale ? 'font-[450] text-muted underline decoration-warn decoration-dotted decoration-2 underline-offset-[5px]' : 'font-semibold'}`}
      >
        {shown ? shown.price.toFixed(2) : NONE}
      </span>
      {/* Where there is hardly room, how old a price is says more. */}
      <span
        className={`inline-block w-3 text-center text-small text-muted ${stale ? '@max-[10.9rem]:hidden' : ''}`}
      >
        <span aria-hidden="true">{change > 0 ? '▲' : change < 0 ? '▼' : ''}</span>
        <span className="sr-only">{change > 0 ? 'up' : change < 0 ? 'down' : ''}</span>
      </span>
    </span>
  );
}

/** @param late how many prices the one shown is known to be behind */
function ageWords(stale: boolean, late: number): React.ReactNode {
  if (!stale) return 'newest';
  if (late === 0) return 'may be old';
  return (
    <>
      {formatCount(late)}
      <span className="@max-[13rem]:sr-only">{late === 1 ? ' price' : ' prices'}</span> behind
    </>
  );
}
