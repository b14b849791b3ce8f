import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { LessonEditor } from '@/components/learn/lesson-editor';
import { readContent } from '../read-content';

export const metadata: Metadata = { title: 'Write a lesson – Realtime Playground' };

export default function Page() {
  return (
    <LearnPage current={null}>
      <h1 className="text-question">Write a lesson</h1>
      <p className="mt-2 max-w-[65ch] text-lead text-muted">
        Change the example, or paste a text. The link has the whole lesson in it: nothing is stored on the
        server.
      </p>
      <LessonEditor example={readContent('example-lesson.md')} />
    </LearnPage>
  );
}
