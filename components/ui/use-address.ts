'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Ignored } from '@/lib/scenario/query';

/** How settings are read from a query string and written to one. A constant: it must not change between renders. */
export interface AddressForm<T> {
  defaults: T;
  toQuery(settings: T): string;
  fromQuery(query: string): { settings: T; ignored: Ignored[] };
}

/** Settings kept in the page's address: opening the address again gives the same setup. */
export function useAddress<T extends object>(form: AddressForm<T>) {
  // null until the address has been read, which only the browser can.
  const [settings, setSettings] = useState<T | null>(null);
  const [ignored, setIgnored] = useState<Ignored[]>([]);

  useEffect(() => {
    const read = () => {
      const link = form.fromQuery(window.location.search);
      setSettings(link.settings);
      setIgnored(link.ignored);
    };
    read();
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, [form]);

  useEffect(() => {
    if (!settings) return;
    const query = form.toQuery(settings);
    // A browser allows only so many changes of the address a second; a slider makes more.
    const timer = setTimeout(
      () => window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname),
      150,
    );
    return () => clearTimeout(timer);
  }, [settings, form]);

  const change = useCallback(
    (part: Partial<T>) => setSettings((current) => ({ ...(current ?? form.defaults), ...part })),
    [form],
  );

  const forgetIgnored = useCallback(() => setIgnored([]), []);

  return { settings, change, ignored, forgetIgnored };
}

/** The address of this page with that query string. */
export function linkWith(query: string): string {
  return `${window.location.origin}${window.location.pathname}${query ? `?${query}` : ''}`;
}
