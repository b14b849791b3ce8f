import type { Technique } from '@/lib/techniques';

/** What a browser opens to one host over HTTP/1.1, for all its tabs. */
export const MOST_CONNECTIONS = 6;

/**
 * The techniques of a page that get no HTTP/1.1 connection: those that hold one keep it, in the order in which they begin,
 * and one has to be left for all that ask and are answered at once. A WebSocket is not among them: once it stands it does
 * not count (RFC 6455, 4.1, sets no limit).
 *
 * @param on the techniques that run, in the order of the lanes
 */
export function waitingForConnection(on: readonly Technique[]): Technique[] {
  const overHttp = on.filter(({ traits }) => traits.framing === 'http');
  const holding = overHttp.filter(({ traits }) => traits.holdsConnection);
  const asking = overHttp.filter(({ traits }) => !traits.holdsConnection);
  return [...holding.slice(MOST_CONNECTIONS), ...(holding.length >= MOST_CONNECTIONS ? asking : [])];
}
