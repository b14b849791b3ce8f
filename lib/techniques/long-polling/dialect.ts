import { answering, fetching } from '@/lib/techniques/marks';
import type { Dialect, OwnSettings } from '@/lib/techniques/technique';
import { pollingClient } from '@/lib/wire/bare-http';
import { readExchange } from '@/lib/wire/exchange';
import { Parts } from '@/lib/wire/parts';
import { stateless } from '@/lib/wire/reading';
import type { about } from './about';

/** Requests, each answered by a JSON document when there is news. */
export const dialect: Dialect<undefined, OwnSettings<typeof about>> = {
  follow: stateless,
  explain: (crossing) => readExchange(new Parts(crossing)),
  marks: { client: [fetching], server: [answering] },
  bareClient: (connection) =>
    pollingClient(connection, (cursor) => ({
      path: `${connection.path}?since=${cursor}&timeout=${connection.settings.timeout}`,
    })),
};
