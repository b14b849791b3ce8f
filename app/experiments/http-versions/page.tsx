import type { Metadata } from 'next';
import { ExperimentPage } from '@/components/experiments/experiment-page';
import { HttpVersions } from '@/components/experiments/http-versions/http-versions';
import { readExperiment, readExperiments } from '../read-experiments';

export const metadata: Metadata = {
  title: 'HTTP/1.1 and HTTP/2 – Realtime Playground',
  description: 'What an empty poll and an event of a stream weigh over HTTP/1.1 and over HTTP/2, measured.',
};

export default function Page() {
  return (
    <ExperimentPage experiments={readExperiments()} current="http-versions">
      <HttpVersions experiment={readExperiment('http-versions')} />
    </ExperimentPage>
  );
}
