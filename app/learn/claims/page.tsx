import type { Metadata } from 'next';
import { Claims } from '@/components/learn/claims/claims';
import { parseClaims } from '@/lib/learn/claim-table';
import { readContent } from '../read-content';

export const metadata: Metadata = {
  title: 'Claims, tested – Realtime Playground',
  description:
    'What tutorials say of polling, SSE and WebSocket, with a verdict, a source, and a run that tests it.',
};

const FILE = 'claims.yaml';

export default function Page() {
  const read = parseClaims(readContent(FILE));
  if ('problems' in read)
    throw new Error(read.problems.map(({ line, message }) => `${FILE}:${line}: ${message}`).join('\n'));
  return <Claims table={read.table} />;
}
