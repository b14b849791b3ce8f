'use client';

import dynamic from 'next/dynamic';
import type { PageRun } from '@/components/run/page-run';
import { useBegun } from '@/components/run/use-begun';
import { useStore } from '@/components/ui/use-store';
import { Guess } from './guess';
import { Question } from './question';
import type { Asked } from './use-asked';

// There is no answer before the lanes show prices, so it need not be there before.
const Answer = dynamic(() => import('./answer').then((module) => module.Answer), { ssr: false });

/** What is asked of the run, and beside it the guess, and in its place the answer. Its height is that of the longer. */
export function QuestionAndAnswer({ run, asked }: { run: PageRun; asked: Asked }) {
  const hasBegun = useBegun(run);
  const { techniques } = useStore(run.setup).scenario;
  return (
    <div className="grid gap-x-9 gap-y-3 lg:min-h-[172px] lg:grid-cols-[minmax(0,11fr)_minmax(0,12fr)]">
      <Question run={run} asked={asked} />
      <section aria-label="Answer" className="min-w-0">
        {!asked.isAnswered && <Guess key={asked.preset.name} asked={asked} lanes={techniques} />}
        {hasBegun && <Answer run={run} asked={asked} />}
      </section>
    </div>
  );
}
