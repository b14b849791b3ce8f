import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Lessons – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current="Lessons">
      <h1 className="text-[2.14rem] font-[650] tracking-tight">Lessons</h1>
    </LearnPage>
  );
}
