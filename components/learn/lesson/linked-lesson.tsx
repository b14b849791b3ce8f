'use client';

import { useEffect, useState } from 'react';
import type { Lesson, LessonProblem } from '@/lib/learn/lesson';
import { LessonPlayer } from './lesson-player';

type Read = { lesson: Lesson; fragment: string } | { problems: readonly LessonProblem[] };

/** The lesson that the page's own address carries behind its `#`; or what is wrong with its text. */
export function LinkedLesson() {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const { hash } = window.location;
      const found = await readFrom(hash);
      if (!isGone && hash === window.location.hash) setRead(found);
    };
    const again = () => void look();
    again();
    window.addEventListener('hashchange', again);
    return () => {
      isGone = true;
      window.removeEventListener('hashchange', again);
    };
  }, []);

  if (!read) return <p className="text-muted">Reading the lesson in the link.</p>;
  if ('lesson' in read)
    return <LessonPlayer key={read.fragment} lesson={read.lesson} place="A lesson by link" isKept={false} />;
  return (
    <div className="flex flex-col gap-3">
      <h1 className="text-question">This lesson cannot be played</h1>
      <ul className="flex flex-col gap-1.5">
        {read.problems.map(({ line, message }) => (
          <li key={`${line} ${message}`} className="rounded-control bg-bad-ground px-3 py-2 text-bad">
            {line > 0 && <b>Line {line}: </b>}
            {message}
          </li>
        ))}
      </ul>
      <p>
        <a href="/learn" className="inline-block min-h-6 underline">
          All lessons
        </a>
      </p>
    </div>
  );
}

/** What reads a lesson is loaded only where one comes by a link. */
async function readFrom(fragment: string): Promise<Read> {
  const [{ fromFragment }, { parseLesson }] = await Promise.all([
    import('@/lib/learn/lesson-link'),
    import('@/lib/learn/lesson'),
  ]);
  const found = await fromFragment(fragment);
  if ('problem' in found) return { problems: [{ line: 0, message: found.problem }] };
  const parsed = parseLesson(found.text);
  return 'lesson' in parsed ? { lesson: parsed.lesson, fragment } : parsed;
}
