import type { Metadata } from 'next';
import { ExperimentIndex } from '@/components/experiments/experiment-index';
import { readExperiments } from './read-experiments';

export const metadata: Metadata = {
  title: 'Experiments – Realtime Playground',
  description: 'One question each about connections, proxies and encodings, answered by real traffic.',
};

export default function Page() {
  return <ExperimentIndex experiments={readExperiments()} />;
}
