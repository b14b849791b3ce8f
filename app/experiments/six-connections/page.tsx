import type { Metadata } from 'next';
import { ExperimentPage } from '@/components/experiments/experiment-page';
import { SixConnections } from '@/components/experiments/six-connections/six-connections';
import { readExperiment, readExperiments } from '../read-experiments';

export const metadata: Metadata = {
  title: 'Six connections – Realtime Playground',
  description: 'How many streams a page can have at once over HTTP/1.1 and HTTP/2, and what waits meanwhile.',
};

export default function Page() {
  return (
    <ExperimentPage experiments={readExperiments()} current="six-connections">
      <SixConnections experiment={readExperiment('six-connections')} />
    </ExperimentPage>
  );
}
