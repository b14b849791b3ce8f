'use client';

import { ExperimentPage } from '@/components/experiments/experiment-page';
import { operatorExperiments } from '@/lib/experiments/operators';
import type { Experiment } from '@/lib/learn/experiment';
import { OperatorRun } from './operator-run';

/**
 * The page with the operators' experiments, one below the other.
 *
 * @param props.experiments all experiments, of which these have `page`
 */
export function Operators({ page, experiments }: { page: Experiment; experiments: readonly Experiment[] }) {
  const shown = operatorExperiments.flatMap((run) => {
    const words = experiments.find(({ id }) => id === run.id);
    return words ? [{ run, words }] : [];
  });
  return (
    <ExperimentPage experiments={experiments} current={page.id}>
      <h1 className="text-question tracking-[-0.022em]">{page.question}</h1>
      <p className="mt-1.5 max-w-[60ch] text-answer text-muted">{page.about}</p>
      {page.why.map((paragraph) => (
        <p key={paragraph} className="mt-1.5 max-w-[75ch]">
          {paragraph}
        </p>
      ))}
      <nav aria-label="On this page" className="mt-3">
        <ul className="flex flex-wrap gap-x-4">
          {shown.map(({ words: { id, title } }) => (
            <li key={id}>
              <a href={`#${id}`} className="inline-flex min-h-8 items-center underline max-sm:min-h-11">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ul className="mt-4 flex flex-col gap-4">
        {shown.map(({ run, words }) => (
          <li key={run.id} className="rounded-card border border-line bg-card px-4 py-5 sm:px-6">
            <OperatorRun run={run} words={words} />
          </li>
        ))}
      </ul>
    </ExperimentPage>
  );
}
