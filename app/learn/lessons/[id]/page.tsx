import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { LessonPlayer } from '@/components/learn/lesson/lesson-player';
import { readLessons } from '../../read-lessons';

interface Props {
  params: Promise<{ id: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return readLessons().map(({ id }) => ({ id }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const title = readLessons().find((lesson) => lesson.id === id)?.title ?? 'Lesson';
  return { title: `${title} – Realtime Playground` };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const lessons = readLessons();
  const at = lessons.findIndex((lesson) => lesson.id === id);
  const [lesson, next] = [lessons[at], lessons[at + 1]];
  if (!lesson) throw new Error(`There is no lesson ${id}.`);
  return (
    <LearnPage current={null}>
      <LessonPlayer
        lesson={lesson}
        place={`Lesson ${at + 1} of ${lessons.length}`}
        next={next && { href: `/learn/lessons/${next.id}`, title: next.title }}
      />
    </LearnPage>
  );
}
