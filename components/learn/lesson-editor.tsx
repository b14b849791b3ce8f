'use client';

import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { type Lesson, parseLesson } from '@/lib/learn/lesson';
import { CopyLesson } from './copy-lesson';
import { Prose } from './prose';

/** Where a teacher writes a lesson: its text, what is wrong with it, how it looks. @param props.example to begin with */
export function LessonEditor({ example }: { example: string }) {
  const [text, setText] = useState(example);
  const area = useRef<HTMLTextAreaElement>(null);
  const settled = useDeferredValue(text);
  const read = useMemo(() => parseLesson(settled), [settled]);

  const goTo = (line: number) => {
    const before = text.split('\n').slice(0, line - 1);
    const start = before.join('\n').length + (before.length > 0 ? 1 : 0);
    const end = text.indexOf('\n', start);
    area.current?.focus();
    area.current?.setSelectionRange(start, end < 0 ? text.length : end);
  };

  return (
    <div className="mt-5 grid gap-6 lg:grid-cols-2">
      <div>
        <label htmlFor="lesson" className="font-medium">
          Text of the lesson
        </label>
        <textarea
          id="lesson"
          ref={area}
          value={text}
          spellCheck={false}
          aria-describedby="problems"
          onChange={(event) => setText(event.target.value)}
          className="mt-1.5 block h-[560px] w-full rounded-control border border-strong bg-card p-3 font-mono text-note"
        />
        <div id="problems" role="status" className="mt-3">
          {'problems' in read ? (
            <ul className="space-y-1.5">
              {read.problems.map(({ line, message }) => (
                <li key={`${line} ${message}`} className="rounded-control bg-bad-ground px-3 py-2 text-bad">
                  <button type="button" className="min-h-6 font-[650] underline" onClick={() => goTo(line)}>
                    Line {line}
                  </button>
                  : {message}
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-good">It can be played.</p>
          )}
        </div>
      </div>
      <div>{'lesson' in read && <Preview lesson={read.lesson} text={settled} />}</div>
    </div>
  );
}

function Preview({ lesson, text }: { lesson: Lesson; text: string }) {
  const { title, minutes, ask, choices, runs, why } = lesson;
  return (
    <section aria-label="Preview">
      <CopyLesson text={text} />
      <div className="mt-3 rounded-card border border-line bg-card p-5">
        <p className="text-small text-muted">{minutes} min</p>
        <h2 className="mt-1 text-section">{title}</h2>
        <p className="mt-3 text-answer">{ask}</p>
        <ul className="my-3 space-y-1.5">
          {choices.map(({ label, conditions }) => (
            <li key={label} className="rounded-control border border-line px-3 py-2">
              {label}
              <span className="block text-small text-muted">
                {conditions.map((condition) => condition.text).join(' and ')}
              </span>
            </li>
          ))}
        </ul>
        <ul className="mb-4 space-y-1">
          {runs.map((query) => (
            <li key={query}>
              <a href={`/?${query}`} className={`${buttonClass('quiet')} -ml-3 underline`}>
                Open the run in the playground
              </a>
            </li>
          ))}
        </ul>
        <Prose>{why}</Prose>
      </div>
    </section>
  );
}
