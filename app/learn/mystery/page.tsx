import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Mystery – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Mystery">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Mystery</h1>
    </LearnPage>
  );
}
