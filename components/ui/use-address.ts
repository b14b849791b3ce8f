'use client';

import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { Ignored } from '@/lib/schema/query';

/** How settings are read from a query string and written to one. A constant: it must not change between renders. */
export interface AddressForm<T> {
  toQuery(settings: T): string;
  fromQuery(query: string): { settings: T; ignored: Ignored[] };
}

/**
 * Keeps settings in the page's address: opening the address again gives the same setup.
 *
 * @param settings as they are
 * @param adopt takes those of the address: once it has been read, which only the browser can, and when it changes
 */
export function useAddress<T extends object>(
  form: AddressForm<T>,
  settings: T,
  adopt: (settings: T) => void,
) {
  const [isRead, setIsRead] = useState(false);
  const [ignored, setIgnored] = useState<Ignored[]>([]);

  const read = useEffectEvent(() => {
    const link = form.fromQuery(window.location.search);
    adopt(link.settings);
    setIgnored(link.ignored);
    setIsRead(true);
  });
  useEffect(() => {
    const again = () => read();
    read();
    window.addEventListener('popstate', again);
    return () => window.removeEventListener('popstate', again);
  }, []);

  useEffect(() => {
    if (!isRead) return;
    const query = form.toQuery(settings);
    // A browser allows only so many changes of the address a second; a slider makes more.
    const timer = setTimeout(
      () => window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname),
      150,
    );
    return () => clearTimeout(timer);
  }, [isRead, settings, form]);

  const forgetIgnored = useCallback(() => setIgnored([]), []);

  return { isRead, ignored, forgetIgnored };
}

/** The address of this page with that query string. */
export function linkWith(query: string): string {
  return `${window.location.origin}${window.location.pathname}${query ? `?${query}` : ''}`;
}
