import type { Technique } from '@/lib/techniques';

/** A market that always runs, so that a command works at any time. */
const MARKET = 'demo';

/**
 * The technique on the command line.
 *
 * @param origin of the running server
 */
export function commandOf(technique: Technique, origin: string): string {
  const address = `${origin}/api/markets/${MARKET}/${technique.path}`;
  if (technique.transport === 'websocket') return `npx wscat -c ${address.replace(/^http/, 'ws')}`;
  return technique.streams ? `curl -N ${address}` : `curl '${address}?since=0'`;
}
