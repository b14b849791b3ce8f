'use client';

import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { useStore } from '@/components/ui/use-store';
import { type Done, doneIn, type LessonProgress, lockedIn, nextOf } from '@/lib/learn/progress';
import type { TechniqueId } from '@/lib/techniques';
import { forgetProgress, lessonProgress, loadProgress } from './lesson/progress-store';
import { LessonPicture } from './lesson-picture';

/** What the index shows of a lesson. */
export interface LessonEntry {
  id: string;
  title: string;
  minutes: number;
  /** The technique that it is about most. */
  technique: TechniqueId;
  /** Whether something goes wrong in its runs. */
  isBroken: boolean;
}

/** All lessons, and how far one has got with each in this browser. */
export function LessonIndex({ lessons }: { lessons: readonly LessonEntry[] }) {
  const progress = useStore(lessonProgress);
  useEffect(loadProgress, []);
  const ids = lessons.map(({ id }) => id);
  const next = nextOf(ids, progress);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
        <div>
          <h1 className="text-[2.3rem] tracking-tight max-sm:text-question">
            {countInWords(lessons.length)} questions. Guess, run, see why.
          </h1>
          <p className="mt-2 max-w-[60ch] text-lead text-muted">
            Each takes three to five minutes and ends with figures from your own run, not ours. Guess first,
            and you see more than by watching alone.
          </p>
        </div>
        <Bar ids={ids} progress={progress} />
      </div>
      <ul className="mt-5 grid gap-3.5 md:grid-cols-2 xl:grid-cols-3">
        {lessons.map((lesson, i) => (
          <li key={lesson.id}>
            <LessonCard
              lesson={lesson}
              number={i + 1}
              done={doneIn(progress, lesson.id)}
              locked={lockedIn(progress, lesson.id)}
              isNext={lesson.id === next}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

const words = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

const countInWords = (count: number) => words[count] ?? String(count);

function Bar({ ids, progress }: { ids: readonly string[]; progress: LessonProgress }) {
  const done = ids.filter((id) => doneIn(progress, id)).length;
  return (
    <div className="w-[300px] max-w-full">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <p className="font-[650]">
          {done} of {ids.length}
        </p>
        <p className="text-small text-muted">kept in this browser only</p>
      </div>
      <div
        role="img"
        aria-label={`${done} of ${ids.length} lessons are done`}
        className="grid auto-cols-fr grid-flow-col gap-1"
      >
        {ids.map((id) => (
          <span key={id} className="h-2 overflow-hidden rounded-[3px] bg-line">
            <span
              className={`block h-full bg-ink ${doneIn(progress, id) ? '' : lockedIn(progress, id) === undefined ? 'hidden' : 'w-1/2'}`}
            />
          </span>
        ))}
      </div>
      {Object.keys(progress).length > 0 && (
        <Button look="quiet" className="mt-1 -ml-3 text-small text-muted" onClick={forgetProgress}>
          Forget what I did
        </Button>
      )}
    </div>
  );
}

function LessonCard(props: {
  lesson: LessonEntry;
  number: number;
  done: Done | undefined;
  locked: string | undefined;
  isNext: boolean;
}) {
  const { lesson, number, done, locked, isNext } = props;
  const { id, title, minutes, technique, isBroken } = lesson;
  return (
    <a
      href={`/learn/lessons/${id}`}
      className={`grid h-full min-h-[136px] grid-cols-[104px_1fr] overflow-hidden rounded-card border bg-card hover:border-strong ${isNext ? 'border-ink outline-1 outline-ink' : 'border-line'}`}
    >
      <span className="grid place-items-center border-r border-line bg-sunken">
        <LessonPicture technique={technique} isBroken={isBroken} />
      </span>
      <span className="flex min-w-0 flex-col gap-0.5 px-4 py-3">
        <span className="text-small font-medium text-muted">
          {number} · {minutes} min
        </span>
        <span className="text-[1.14rem] leading-[1.2] font-[650] tracking-tight text-balance">{title}</span>
        <span className="mt-auto flex min-h-6 items-center gap-2 pt-2 text-small text-muted">
          <State done={done} locked={locked} isNext={isNext} />
        </span>
      </span>
    </a>
  );
}

function State(props: { done: Done | undefined; locked: string | undefined; isNext: boolean }) {
  const { done, locked, isNext } = props;
  if (locked !== undefined)
    return (
      <>
        <Action>Go on: run it</Action>
        <span>you expect {lowerFirst(locked)}</span>
      </>
    );
  if (!done) return isNext ? <Action>Begin</Action> : <span>Not yet</span>;
  const { expected, measured } = done;
  return (
    <>
      <Check size={14} aria-hidden="true" className="shrink-0 text-good" />
      <span>
        {expected === null ? 'You made no guess' : `You expected ${lowerFirst(expected)}`} · measured{' '}
        <b className="font-[650] text-ink">{measured === null ? 'something else' : lowerFirst(measured)}</b>
      </span>
    </>
  );
}

/** It looks like a button; the whole card is the link. */
function Action({ children }: { children: string }) {
  return (
    <span className="inline-flex min-h-8 items-center rounded-control bg-ink px-3 text-[1rem] font-medium whitespace-nowrap text-card">
      {children}
    </span>
  );
}

/** As it stands in the middle of a sentence; SSE stays as it is. */
const lowerFirst = (text: string) =>
  /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
