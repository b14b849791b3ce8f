import type { Metadata } from 'next';
import { Encodings } from '@/components/experiments/encodings/encodings';
import { ExperimentPage } from '@/components/experiments/experiment-page';
import { readExperiment, readExperiments } from '../read-experiments';

const ID = 'encodings';

export const metadata: Metadata = {
  title: 'Text, binary, compressed – Realtime Playground',
  description:
    'What a price takes as JSON, MessagePack, in a fixed layout and compressed, and what it costs.',
};

export default function Page() {
  return (
    <ExperimentPage experiments={readExperiments()} current={ID}>
      <Encodings experiment={readExperiment(ID)} />
    </ExperimentPage>
  );
}
