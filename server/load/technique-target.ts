import type { Load } from '@/lib/load/settings';
import { techniqueOf } from '@/lib/techniques';
import { askIntervalOf } from '@/lib/techniques/settings';
import { CURSOR, type LoadTarget } from './load-target';

/** What a load client asks of a technique's server half, as its traits in the registry tell. */
export function loadTargetOf(load: Load, port: number, market: string): LoadTarget {
  const { path, traits } = techniqueOf(load.technique);
  const query = traits.asks === 'when answered' ? `&timeout=${load.timeout}` : '';
  const address = { port, path: `/api/markets/${market}/${path}?since=${CURSOR}${query}` };
  if (traits.framing === 'websocket') return { ...address, kind: 'websocket', dialect: 'plain' };
  if (traits.asks === 'once') return { ...address, kind: 'stream' };
  return { ...address, kind: 'poll', intervalMs: askIntervalOf(load.technique, load), cursor: 'seq' };
}
