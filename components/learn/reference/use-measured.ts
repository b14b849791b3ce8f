'use client';

import { useEffect, useState } from 'react';
import { kept } from '@/components/learn/kept';
import { type MeasuredHere, readMeasured } from '@/lib/learn/measured-here';

const KEY = 'reference-measured';

/** What was measured in this browser, which keeps it if it can; null before. */
export function useMeasured(): { measured: MeasuredHere | null; keep: (measured: MeasuredHere) => void } {
  const [measured, setMeasured] = useState<MeasuredHere | null>(null);
  useEffect(() => setMeasured(readMeasured(kept.get(KEY))), []);
  const keep = (next: MeasuredHere) => {
    setMeasured(next);
    kept.set(KEY, JSON.stringify(next));
  };
  return { measured, keep };
}

/** @param at ms since 1970 */
export function dateInWords(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
