import type { Metadata } from 'next';
import { ExperimentPage } from '@/components/experiments/experiment-page';
import { ProtocolOrLibrary } from '@/components/experiments/protocol-or-library/protocol-or-library';
import { readExperiment, readExperiments } from '../read-experiments';

export const metadata: Metadata = {
  title: 'Protocol or library – Realtime Playground',
  description:
    'A bare WebSocket beside Socket.IO: bytes, requests, what is lost across a cut, code and kB, measured.',
};

export default function Page() {
  return (
    <ExperimentPage experiments={readExperiments()} current="protocol-or-library">
      <ProtocolOrLibrary experiment={readExperiment('protocol-or-library')} />
    </ExperimentPage>
  );
}
