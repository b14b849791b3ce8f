import { linkWith } from '@/components/ui/use-address';
import { type Setup, toQuery } from '@/lib/scenario/url';

/** The address that gives this setup. */
export function linkTo(setup: Setup): string {
  return linkWith(toQuery(setup));
}
