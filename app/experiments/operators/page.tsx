import type { Metadata } from 'next';
import { Operators } from '@/components/experiments/operators/operators';
import { readExperiment, readExperiments } from '../read-experiments';

export const metadata: Metadata = {
  title: 'Proxies and sockets – Realtime Playground',
  description: 'Eleven small experiments with proxies, polls, ports, handshakes and streams that are cut.',
};

export default function Page() {
  return <Operators page={readExperiment('operators')} experiments={readExperiments()} />;
}
