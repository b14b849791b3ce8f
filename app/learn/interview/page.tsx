import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Interview – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Interview">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Interview</h1>
    </LearnPage>
  );
}
