'use client';

import { useCallback, useState } from 'react';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { defaultLab, type Lab, labFromQuery, labToQuery } from '@/lib/load/lab';

const form = { toQuery: labToQuery, fromQuery: labFromQuery };

/** The settings of the lab, kept in the page's address. */
export function useLab() {
  const [lab, setLab] = useState(defaultLab);
  const { ignored, forgetIgnored } = useAddress(form, lab, setLab);
  const change = useCallback((part: Partial<Lab>) => setLab((current) => ({ ...current, ...part })), []);
  return { lab, change, ignored, forgetIgnored };
}

/** The address that gives these settings. */
export function linkToLab(lab: Lab): string {
  return linkWith(labToQuery(lab));
}
