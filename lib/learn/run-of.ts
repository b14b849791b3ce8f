import { fromQuery, toQuery } from '@/lib/scenario/url';
import type { TechniqueId } from '@/lib/techniques';

/** The address of a run of these techniques, the part after the question mark. @param scenario as in an address */
export function runOf(scenario: string, techniques: readonly TechniqueId[]): string {
  const { scenario: settings, view } = fromQuery(scenario).settings;
  return toQuery({ scenario: { ...settings, techniques: [...techniques] }, view });
}
