import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { type LessonEntry, LessonIndex } from '@/components/learn/lesson-index';
import { pathOf } from '@/lib/learn/experiment';
import type { Lesson } from '@/lib/learn/lesson';
import { fromQuery } from '@/lib/scenario/url';
import { readExperiments } from '../experiments/read-experiments';
import { readLessons } from './read-lessons';

export const metadata: Metadata = {
  title: 'Lessons – Realtime Playground',
  description: 'Short lessons on how news gets to a browser: guess, run real traffic, see why.',
};

export default function Page() {
  return (
    <LearnPage current="Lessons">
      <LessonIndex lessons={readLessons().map(entryOf)} />
      <section aria-labelledby="experiments" className="mt-9">
        <h2 id="experiments" className="text-section">
          What lanes cannot show
        </h2>
        <ul className="mt-2">
          {readExperiments().map((experiment) => (
            <li key={experiment.id}>
              <a href={pathOf(experiment)} className="inline-flex min-h-8 items-center underline">
                {experiment.question}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <p className="mt-8 flex flex-wrap gap-x-6 gap-y-1 text-muted">
        <a href="/learn/teaching" className="inline-flex min-h-8 items-center underline">
          For teachers: plans and handouts
        </a>
        <a href="/learn/write" className="inline-flex min-h-8 items-center underline">
          Write a lesson of your own
        </a>
      </p>
    </LearnPage>
  );
}

function entryOf({ id, title, minutes, choices, runs }: Lesson): LessonEntry {
  const [first] = choices.flatMap(({ conditions }) => conditions);
  if (!first) throw new Error(`The lesson ${id} has no condition.`);
  const isBroken = runs.some((query) => fromQuery(query).settings.scenario.script.length > 0);
  return { id, title, minutes, technique: first.expression.lane.technique, isBroken };
}
