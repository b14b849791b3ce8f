import type { TechniqueId } from '@/lib/techniques';
import type { WireKind } from '@/lib/wire/kinds';
import type { WireMessage } from './message';

/** What a line of code causes, to be found among what crosses the wire. */
export interface Sought {
  technique: TechniqueId;
  kind: WireKind;
  way: 'up' | 'down';
}

/** The latest message that was sought, if there is one. An answer without ticks is an answer too. */
export function findSought(
  messages: readonly WireMessage[],
  { technique, kind, way }: Sought,
): WireMessage | undefined {
  return messages.findLast(
    (message) =>
      message.technique === technique &&
      // That a connection ended is drawn once, whichever side did it.
      (message.way === way || kind === 'close') &&
      (message.kind === kind || (kind === 'response' && message.kind === 'empty')),
  );
}
