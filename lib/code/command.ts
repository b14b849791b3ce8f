import type { Technique } from '@/lib/techniques';

/** A market that always runs, so that a command works at any time. */
const MARKET = 'demo';

/**
 * The technique on the command line.
 *
 * @param origin of the running server
 */
export function commandOf(technique: Technique, origin: string): string {
  return technique.command(`${origin}/api/markets/${MARKET}/${technique.path}`);
}
