import { startTransition, useEffect, useState } from 'react';
import type { PriceStore } from './use-run';

/**
 * Whether a lane has shown a price. What the reader does not miss before is loaded then, so that it does not hold up
 * the lanes.
 */
export function usePriced(prices: PriceStore): boolean {
  const [received, setReceived] = useState(false);
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (received) return;
    // In one and the same transition with the lanes: when it is done, they show it.
    return prices.subscribe(() => {
      if (Object.keys(prices.get().lanes).length > 0) startTransition(() => setReceived(true));
    });
  }, [prices, received]);

  useEffect(() => setShown(received), [received]);

  return shown;
}
