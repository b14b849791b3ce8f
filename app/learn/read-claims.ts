import type { ClaimTable } from '@/lib/learn/claim';
import { parseClaims } from '@/lib/learn/claim-table';
import { readContent } from './read-content';

const FILE = 'claims.yaml';

/** The claims and their groups. @throws where something is wrong with the text: its file, the lines, and why */
export function readClaims(): ClaimTable {
  const read = parseClaims(readContent(FILE));
  if ('table' in read) return read.table;
  throw new Error(read.problems.map(({ line, message }) => `${FILE}:${line}: ${message}`).join('\n'));
}
