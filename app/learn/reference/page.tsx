import type { Metadata } from 'next';
import { ReferencePage } from '@/components/learn/reference/reference-page';
import { referenceSchema } from '@/lib/learn/reference';
import { readYaml } from '../read-content';

export const metadata: Metadata = {
  title: 'Reference – Realtime Playground',
  description:
    'Polling, SSE, HTTP streaming and WebSocket, aspect by aspect: one fact a cell, with its source.',
};

export default function Page() {
  return <ReferencePage reference={readYaml('reference.yaml', referenceSchema)} />;
}
