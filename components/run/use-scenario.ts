'use client';

import { linkWith, useAddress } from '@/components/ui/use-address';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { fromQuery, toQuery } from '@/lib/scenario/url';

const form = {
  defaults: defaultScenario,
  toQuery,
  fromQuery: (query: string) => {
    const { scenario, ignored } = fromQuery(query);
    return { settings: scenario, ignored };
  },
};

/** The scenario, kept in the page's address. */
export function useScenario() {
  const { settings, ...rest } = useAddress(form);
  return { scenario: settings, ...rest };
}

/** The address that gives this scenario. */
export function linkTo(scenario: Scenario): string {
  return linkWith(toQuery(scenario));
}
