import type { Load } from '@/lib/load/settings';
import { techniqueOf } from '@/lib/techniques';
import { askIntervalOf, ownSettings } from '@/lib/techniques/settings';
import type { LoadTarget } from './load-target';

/** What a load client asks of a technique's server half. */
export function loadTargetOf(load: Load, port: number, market: string): LoadTarget {
  const { id, path } = techniqueOf(load.technique);
  return {
    port,
    path: `/api/markets/${market}/${path}`,
    protocol: id,
    settings: ownSettings(id, load),
    intervalMs: askIntervalOf(id, load),
  };
}
