import type { Metadata } from 'next';
import { Claims } from '@/components/learn/claims/claims';
import { readClaims } from '../read-claims';

export const metadata: Metadata = {
  title: 'Claims, tested – Realtime Playground',
  description:
    'What tutorials say of polling, SSE and WebSocket, with a verdict, a source, and a run that tests it.',
};

export default function Page() {
  return <Claims table={readClaims()} />;
}
