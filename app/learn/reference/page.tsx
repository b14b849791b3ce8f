import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Reference – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Reference">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Reference</h1>
    </LearnPage>
  );
}
