import type { Load } from '@/lib/load/settings';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { CURSOR, type LoadTarget } from './load-target';

/** What a load client asks of a technique's server half, as its traits in the registry tell. */
export function loadTargetOf(load: Load, port: number, market: string): LoadTarget {
  const { path, transport, streams, settings } = traitsOf(load.technique);
  const query = settings.some((name) => name === 'timeout') ? `&timeout=${load.timeout}` : '';
  const address = { port, path: `/api/markets/${market}/${path}?since=${CURSOR}${query}` };
  if (transport === 'websocket') return { ...address, kind: 'websocket', dialect: 'plain' };
  if (streams) return { ...address, kind: 'stream' };
  return { ...address, kind: 'poll', intervalMs: intervalOf(load), cursor: 'seq' };
}

/** Time from one question to the next, ms; null for a technique that asks again at once, or never. */
export function intervalOf({ technique, interval }: Load): number | null {
  return traitsOf(technique).settings.some((name) => name === 'interval') ? interval * 1000 : null;
}

function traitsOf(id: TechniqueId) {
  const technique = techniques.find((entry) => entry.id === id);
  if (!technique) throw new Error(`there is no technique ${id}`);
  return technique;
}
