import { useEffect, useState } from 'react';
import { useFiguresOf } from '@/components/ui/use-store';
import type { Prices, Snapshot } from '@/lib/run/snapshot';
import type { PageRun } from './page-run';

/** A run that has no price by then holds the rest of the page up no longer, ms. */
const PATIENCE_MS = 5000;

/**
 * Whether the run's lanes show prices, or never will, so that what the first view does not need can be loaded without
 * holding that up. It is loaded then, and not when it is asked for: by that time the server may have been stopped, to see
 * what happens.
 */
export function useBegun(run: PageRun): boolean {
  const [hasBegun, setHasBegun] = useState(false);
  const isPriced = useFiguresOf(run.prices, hasPrice);
  const isRefused = useFiguresOf(run.snapshot, wasRefused);
  // In an effect: by then the lanes, which are drawn together with this, show the price.
  useEffect(() => {
    if (isPriced || isRefused) setHasBegun(true);
  }, [isPriced, isRefused]);
  useEffect(() => {
    const timer = setTimeout(() => setHasBegun(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return hasBegun;
}

function wasRefused(snapshot: Snapshot | null): boolean {
  return snapshot?.status.kind === 'refused';
}

function hasPrice({ lanes }: Prices): boolean {
  return Object.keys(lanes).length > 0;
}
