import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Choose – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Choose">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Choose</h1>
    </LearnPage>
  );
}
