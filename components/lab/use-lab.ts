'use client';

import { useCallback, useState } from 'react';
import { linkWith, useAddress } from '@/components/ui/use-address';
import type { Lab } from '@/lib/load/lab';
import { defaultLabSetup, type LabSetup, labFromQuery, labToQuery } from '@/lib/load/lab-url';
import type { LabView } from '@/lib/load/lab-view';

const form = { toQuery: labToQuery, fromQuery: labFromQuery };

/** The settings of the lab and of its view, kept in the page's address. */
export function useLab() {
  const [setup, setSetup] = useState(defaultLabSetup);
  const { ignored, forgetIgnored } = useAddress(form, setup, setSetup);
  const change = useCallback(
    (part: Partial<Lab>) => setSetup(({ lab, view }) => ({ lab: { ...lab, ...part }, view })),
    [],
  );
  const look = useCallback(
    (part: Partial<LabView>) => setSetup(({ lab, view }) => ({ lab, view: { ...view, ...part } })),
    [],
  );
  return { ...setup, change, look, ignored, forgetIgnored };
}

/** The address that gives these settings. */
export function linkToLab(setup: LabSetup): string {
  return linkWith(labToQuery(setup));
}
