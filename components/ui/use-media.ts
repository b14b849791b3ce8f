'use client';

import { useSyncExternalStore } from 'react';

/** Whether a media query holds; false while the page is drawn without a browser. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** A screen on which two lanes stand side by side, and no more. */
export const PHONE = '(max-width: 639px)';
