import type { Metadata } from 'next';
import { Handout } from '@/components/learn/handout';
import { LearnPage } from '@/components/learn/learn-page';
import { PrintButton } from '@/components/learn/print-button';
import type { Lesson } from '@/lib/learn/lesson';
import { readLessons } from '../../../read-lessons';

interface Props {
  params: Promise<{ id: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return readLessons().map(({ id }) => ({ id }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await lessonOf(params);
  return { title: `Handout: ${title} – Realtime Playground` };
}

export default async function Page({ params }: Props) {
  const lesson = await lessonOf(params);
  return (
    <LearnPage current={null} buttons={<PrintButton />}>
      <Handout lesson={lesson} />
    </LearnPage>
  );
}

async function lessonOf(params: Props['params']): Promise<Lesson> {
  const { id } = await params;
  const lesson = readLessons().find((one) => one.id === id);
  if (!lesson) throw new Error(`There is no lesson ${id}.`);
  return lesson;
}
