'use client';

import { linkWith, useAddress } from '@/components/ui/use-address';
import { defaultLab, type Lab, labFromQuery, labToQuery } from '@/lib/load/lab';

const form = { defaults: defaultLab, toQuery: labToQuery, fromQuery: labFromQuery };

/** The settings of the lab, kept in the page's address. */
export function useLab() {
  return useAddress(form);
}

/** The address that gives these settings. */
export function linkToLab(lab: Lab): string {
  return linkWith(labToQuery(lab));
}
