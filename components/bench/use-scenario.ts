'use client';

import { useCallback, useEffect, useState } from 'react';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { fromQuery, type Ignored, toQuery } from '@/lib/scenario/url';

/** The scenario, kept in the page's address: opening the address again gives the same setup. */
export function useScenario() {
  // null until the address has been read, which only the browser can.
  const [scenario, setScenario] = useState<Scenario | null>(null);
  const [ignored, setIgnored] = useState<Ignored[]>([]);

  useEffect(() => {
    const read = () => {
      const link = fromQuery(window.location.search);
      setScenario(link.scenario);
      setIgnored(link.ignored);
    };
    read();
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);

  useEffect(() => {
    if (!scenario) return;
    const query = toQuery(scenario);
    // A browser allows only so many changes of the address a second; a slider makes more.
    const timer = setTimeout(
      () => window.history.replaceState(null, '', query ? `?${query}` : window.location.pathname),
      150,
    );
    return () => clearTimeout(timer);
  }, [scenario]);

  const change = useCallback((settings: Partial<Scenario>) => {
    setScenario((current) => ({ ...(current ?? defaultScenario), ...settings }));
  }, []);

  const forgetIgnored = useCallback(() => setIgnored([]), []);

  return { scenario, change, ignored, forgetIgnored };
}

/** The address that gives this scenario. */
export function linkTo(scenario: Scenario): string {
  const query = toQuery(scenario);
  return `${window.location.origin}${window.location.pathname}${query ? `?${query}` : ''}`;
}
