import { answering, fetching } from '@/lib/techniques/marks';
import type { Dialect } from '@/lib/techniques/technique';
import { pollingClient } from '@/lib/wire/bare-http';
import { readExchange } from '@/lib/wire/exchange';
import { Parts } from '@/lib/wire/parts';
import { stateless } from '@/lib/wire/reading';

/** Requests, each answered at once by a JSON document. */
export const dialect: Dialect<undefined> = {
  follow: stateless,
  explain: (crossing) => readExchange(new Parts(crossing)),
  marks: { client: [fetching], server: [answering] },
  bareClient: (connection) =>
    pollingClient(connection, (cursor) => ({ path: `${connection.path}?since=${cursor}` })),
};
