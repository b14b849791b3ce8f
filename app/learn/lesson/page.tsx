import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { LinkedLesson } from '@/components/learn/lesson/linked-lesson';

export const metadata: Metadata = { title: 'A lesson by link – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current={null}>
      <LinkedLesson />
    </LearnPage>
  );
}
