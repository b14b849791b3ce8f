import type { Metadata } from 'next';
import { Interview } from '@/components/learn/interview/interview';
import { readCards } from './read-cards';

export const metadata: Metadata = { title: 'Interview – Realtime Playground' };

export default function Page() {
  return <Interview cards={readCards()} />;
}
