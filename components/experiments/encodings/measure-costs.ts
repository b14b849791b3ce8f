import { Channel } from '@/lib/channel/channel';
import { webSocketTransport } from '@/lib/channel/websocket-transport';
import { isSound } from '@/lib/load/failure';
import { LOAD_PATH, loadMessages } from '@/lib/load/messages';
import type { LoadResult } from '@/lib/load/result';
import type { Load } from '@/lib/load/settings';

/** What is told of the measurements. */
interface Listener {
  /** @param index of the load; one that failed is left out */
  measured(index: number, result: LoadResult): void;
  /** It is over. @param problem why not all was measured; null where it was */
  ended(problem: string | null): void;
}

/**
 * Has the server measured under one load after another, as the load lab does.
 *
 * @returns ends it; nothing more is told
 */
export function measureCosts(loads: Load[], { measured, ended }: Listener): () => void {
  let hasBegun = false;
  const end = (problem: string | null) => {
    channel.close();
    ended(problem);
  };
  const channel = new Channel(
    loadMessages,
    webSocketTransport(`${window.location.origin}${LOAD_PATH}`, { explains: true }),
    {
      changed: (state) => {
        if (state.kind === 'refused') end(state.reason);
        else if (state.kind === 'lost') end(`The connection to the server was lost: ${state.reason}.`);
      },
      heard: (message) => {
        switch (message.type) {
          case 'locked':
            end(
              'The server measures itself for pages on its own machine, and in the load lab for who has its token.',
            );
            break;
          case 'hello':
            if (hasBegun) break;
            hasBegun = true;
            channel.send({ type: 'start', loads });
            break;
          case 'result':
            if (isSound(message.result)) measured(message.index, message.result);
            break;
          case 'end':
            end(message.reason === 'done' ? null : (message.message ?? 'The measurement was stopped.'));
            break;
          case 'error':
            end(message.error.message);
            break;
        }
      },
      unfit: () => end('The server says what this page does not understand. Reload the page.'),
    },
  );
  return () => {
    // The server ends the job of a page that leaves.
    channel.close();
  };
}
