'use client';

import '@/lib/schema/no-eval';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { LearnPage } from '@/components/learn/learn-page';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { More } from '@/components/ui/more';
import { IgnoredNotice } from '@/components/ui/notice';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { answersForm, nothingKnown, questionIds, withAnswer } from '@/lib/learn/choose/answers';
import { runOfCase } from '@/lib/learn/choose/run-of-case';
import { needsOf, rank } from '@/lib/learn/choose/score';
import type { ChooseText } from '@/lib/learn/choose/text';
import { KnownCases } from './known-cases';
import { Question } from './question';
import { Ranking } from './ranking';
import { verdictOf } from './verdict-of';

/** The questions, and beside them, or below on a phone, what fits the answers. */
export function Choose({ text }: { text: ChooseText }) {
  const [answers, setAnswers] = useState(nothingKnown);
  const { ignored, forgetIgnored } = useAddress(answersForm, answers, setAnswers);
  const ranking = rank(answers);
  const isStart = needsOf(answers).length === 0;
  const { best, close } = isStart ? { best: text.page.start, close: '' } : verdictOf(ranking, text);
  const run = isStart ? null : runOfCase(answers, ranking);

  return (
    <LearnPage current="Choose" buttons={<CopyLink link={() => linkWith(answersForm.toQuery(answers))} />}>
      <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
      <h1 className="text-[2.3rem] tracking-[-.022em]">{text.page.title}</h1>
      <p className="mt-2 text-lead leading-[1.45]! text-muted">{text.page.lead}</p>
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 print:hidden">
        <KnownCases cases={text.cases} answers={answers} onChoose={setAnswers} />
        <Button className="max-sm:min-h-11" onClick={() => setAnswers(nothingKnown)}>
          Start over
        </Button>
      </div>
      <div className="mt-5 items-start gap-9 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] print:block">
        <div>
          {questionIds.map((id) => (
            <Question
              key={id}
              id={id}
              words={text.questions[id]}
              answer={answers[id]}
              onAnswer={(answer) => setAnswers(withAnswer(answers, id, answer))}
            />
          ))}
          <a
            href="#ranking"
            className="sticky bottom-0 -mx-4 flex min-h-12 items-center justify-between gap-3 border-t border-line bg-card px-4 font-semibold sm:-mx-6 sm:px-6 lg:hidden print:hidden"
          >
            {best}
            <span className="font-medium whitespace-nowrap text-muted">See why</span>
          </a>
        </div>
        <section
          id="ranking"
          aria-label="What fits"
          className="scroll-mt-4 max-lg:pt-6 lg:sticky lg:top-4 lg:flex lg:max-h-[calc(100vh-2rem)] lg:flex-col print:static print:block print:max-h-none"
        >
          <div
            aria-live="polite"
            aria-atomic="true"
            className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1"
          >
            <h2 className="text-section">{best}</h2>
            {close && <p className="text-muted">{close}</p>}
          </div>
          <div className="mt-3 lg:relative lg:min-h-0 lg:overflow-y-auto print:overflow-visible">
            <Ranking ranking={ranking} text={text} />
          </div>
          {run && (
            <a
              href={run}
              className={`mt-4 self-start ${buttonClass('primary')} max-sm:min-h-11 print:hidden`}
            >
              <Play size={13} fill="currentColor" aria-hidden="true" />
              Run my case in the playground
            </a>
          )}
          <div className="mt-3 mb-1 print:hidden">
            <More label="How it is decided">
              <p className="max-w-[65ch] text-note text-muted">{text.page.decided}</p>
            </More>
          </div>
        </section>
      </div>
    </LearnPage>
  );
}
