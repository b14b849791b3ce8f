import type { Metadata } from 'next';
import { LoadLab } from '@/components/lab/load-lab';

export const metadata: Metadata = {
  title: 'Load lab – Realtime Playground',
  description: 'What each technique costs a server as its clients become more, measured, and where it bends.',
};

export default function Page() {
  return <LoadLab />;
}
