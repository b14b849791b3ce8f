import { formatCountOf } from '@/lib/figures/format';
import { type FourTuples, fourTuplesSchema } from './answers';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

/** The server connects to itself, from the same port of several addresses. */
export const fourTuple = operatorExperiment<FourTuples>({
  id: 'four-tuple',
  seconds: 1,
  market: { rate: 0, symbols: 1 },

  measure: (run) => run.post('four-tuple', {}, fourTuplesSchema),

  table: ({ host, port, clientPort, connections, again }) => ({
    columns: ['Client’s port', 'Server', 'What became of it'],
    rows: [...connections, ...(again ? [{ ...again, from: `${again.from} once more` }] : [])].map(
      ({ from, error }) => ({
        name: from,
        cells: [clientPort === null ? '–' : `${clientPort}`, `${host} : ${port}`, error ?? 'stands'],
      }),
    ),
  }),

  verdict: fourTupleVerdict,
});

/** One port of the server and one of the client are enough for as many connections as there are addresses. */
export function fourTupleVerdict({ port, clientPort, connections, again, inTable }: FourTuples): RunVerdict {
  const standing = connections.filter(({ error }) => error === null).length;
  if (clientPort === null || standing === 0)
    return { kind: 'cannot tell', words: 'The server could not connect to itself.' };
  if (standing === 1) {
    const words =
      'This system lets programs connect from one address of its own only (others: see the table).';
    return { kind: 'cannot tell', words };
  }
  const table =
    inTable === null
      ? 'This system has no table that can be read.'
      : `The system’s table has ${inTable} of them.`;
  const refused = again?.error
    ? ` The same four values once more: refused (${again.error}).`
    : ' The same four values once more were not refused.';
  const words = `${formatCountOf(standing, 'connection')} stood at once, all to port ${port} and all from port ${clientPort}: they differ in the client’s address alone. ${table}${refused}`;
  const isSo = (inTable === null || inTable === standing) && Boolean(again?.error);
  return { kind: isSo ? 'so' : 'not so', words };
}
