'use client';

import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useId, useState } from 'react';
import { EmbeddedRun } from '@/components/learn/embedded-run';
import { Sentences } from '@/components/question/sentence';
import { Button, buttonClass } from '@/components/ui/button';
import { useStore } from '@/components/ui/use-store';
import type { Lesson } from '@/lib/learn/lesson';
import { measuredChoice } from '@/lib/learn/lesson-result';
import { lockedIn } from '@/lib/learn/progress';
import { partsOf } from '@/lib/learn/sentence-template';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { LessonSteps } from './lesson-steps';
import { keepProgress, lessonProgress, loadProgress } from './progress-store';

const See = dynamic(() => import('./see').then((module) => module.See), { ssr: false });
const Why = dynamic(() => import('./why').then((module) => module.Why), { ssr: false });

/**
 * A lesson from the guess to the reasons: what one expects is locked when the run begins, figures are hidden until it is
 * over, and then both stand side by side. A guess that was locked on an earlier visit still is; its run is to be begun.
 *
 * @param props.place such as “Lesson 5 of 12”
 * @param props.next the lesson after this one, if any
 * @param props.isKept whether this browser remembers what came of it
 */
export function LessonPlayer(props: {
  lesson: Lesson;
  place: string;
  next?: { href: string; title: string } | undefined;
  isKept?: boolean;
}) {
  const { lesson, place, next, isKept = true } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isBegun, setBegun] = useState(false);
  const [results, setResults] = useState<readonly SegmentSeen[] | null>(null);

  useEffect(() => {
    if (isKept) loadProgress();
  }, [isKept]);
  const kept = lockedIn(useStore(lessonProgress), isKept ? lesson.id : '');
  const earlier = isBegun ? undefined : lesson.choices.find(({ label }) => label === kept)?.label;
  const isLocked = isBegun || earlier !== undefined || results !== null;
  const expected = chosen ?? earlier ?? null;

  const begin = () => {
    setBegun(true);
    if (isKept && chosen !== null) keepProgress(lesson.id, { expected: chosen });
  };
  const ended = (all: readonly SegmentSeen[]) => {
    setResults(all);
    setChosen(expected);
    const measured = measuredChoice(lesson, all);
    if (isKept && measured.kind !== 'undecided')
      keepProgress(lesson.id, {
        expected,
        measured: measured.kind === 'choice' ? measured.label : null,
      });
  };
  return (
    <div className="grid gap-7 lg:grid-cols-[minmax(0,410px)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <div>
          <p className="text-small text-muted">
            <a href="/learn" className="inline-block min-h-6 underline">
              All lessons
            </a>{' '}
            · {place} · {lesson.minutes} min
          </p>
          <h1 className="mt-1 text-question">{lesson.title}</h1>
        </div>
        <LessonSteps at={results ? 2 : isLocked ? 1 : 0} />
        {isLocked ? (
          <Expected chosen={expected} />
        ) : (
          <Guess lesson={lesson} chosen={chosen} onChoose={setChosen} onRun={begin} />
        )}
        {isLocked && !results && <Look lesson={lesson} />}
        <div aria-live="polite">{results && <See lesson={lesson} runs={results} />}</div>
        {results && <Why lesson={lesson} />}
        {results && next && (
          <a className={`${buttonClass('primary')} min-h-11 self-start`} href={next.href}>
            Next: {next.title}
          </a>
        )}
      </div>
      <div className="min-w-0">
        <EmbeddedRun
          runs={lesson.runs}
          hidden={results === null}
          autoStart={isBegun}
          {...(isLocked ? {} : { waiting: 'Guess first, then the lanes start.' })}
          onResults={ended}
        />
      </div>
    </div>
  );
}

function Guess(props: {
  lesson: Lesson;
  chosen: string | null;
  onChoose: (label: string) => void;
  onRun: () => void;
}) {
  const { lesson, chosen, onChoose, onRun } = props;
  const name = useId();
  const ask = partsOf(lesson.ask).parts.flatMap((part) => ('expression' in part ? [] : [part]));
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-2.5 text-[1.14rem] leading-snug">
          <Sentences of={[ask]} />
        </legend>
        <div className="flex flex-col gap-2">
          {lesson.choices.map(({ label }) => (
            <label
              key={label}
              className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-control border border-strong bg-card px-3.5 py-2 hover:bg-sunken has-checked:border-ink has-checked:shadow-[inset_0_0_0_1px_var(--color-ink)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name={name}
                className="size-4 accent-ink outline-none"
                checked={chosen === label}
                onChange={() => onChoose(label)}
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" className="min-h-11" disabled={chosen === null} onClick={onRun}>
          <Lock size={15} aria-hidden="true" />
          Lock my guess and run
        </Button>
        {chosen === null && (
          <Button look="quiet" className="min-h-11" onClick={onRun}>
            Just run it
          </Button>
        )}
      </div>
      <p className="text-small text-muted">
        Your guess stays in this browser. It cannot be changed once the run has started, and nobody marks it.
      </p>
    </>
  );
}

function Expected({ chosen }: { chosen: string | null }) {
  return (
    <div className="rounded-card border border-line bg-card px-4 py-3">
      <p className="text-small text-muted">You expected</p>
      <p className="flex items-center gap-2 text-[1.07rem] font-semibold">
        {chosen ?? 'nothing in particular'}
        {chosen !== null && <Lock size={13} aria-label="locked" />}
      </p>
    </div>
  );
}

function Look({ lesson }: { lesson: Lesson }) {
  return (
    <div>
      <h2 className="mb-1.5 text-answer">While it runs, look at the arrows</h2>
      <ol className="flex list-decimal flex-col gap-1.5 pl-5">
        {lesson.look.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ol>
      <p className="mt-2.5 text-small text-muted">The figures are hidden until the run is over.</p>
    </div>
  );
}
