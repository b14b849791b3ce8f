import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Claims, tested – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Claims, tested">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Claims, tested</h1>
    </LearnPage>
  );
}
