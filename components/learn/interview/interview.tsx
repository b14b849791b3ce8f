'use client';

import '@/lib/schema/no-eval';
import { useCallback, useEffect, useState } from 'react';
import { LearnPage } from '@/components/learn/learn-page';
import { Button, buttonClass } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { linkWith, useAddress } from '@/components/ui/use-address';
import { useStore } from '@/components/ui/use-store';
import type { Card } from '@/lib/learn/card';
import { defaultInterviewView, type InterviewView, interviewForm } from '@/lib/learn/interview-view';
import { CardList } from './card-list';
import { keptMarks } from './kept-marks';
import { MyMarks } from './my-marks';
import { Practice } from './practice';

/** The interview page: all cards to read, or practice. What is seen stands in the address. */
export function Interview({ cards }: { cards: readonly Card[] }) {
  const [view, setView] = useState(defaultInterviewView);
  const marks = useStore(keptMarks.store);
  const { isRead } = useAddress(interviewForm, view, setView);
  const look = useCallback(
    (part: Partial<InterviewView>) => setView((before) => ({ ...before, ...part })),
    [],
  );
  useEffect(() => keptMarks.read(), []);
  // A link to a card leads to it.
  useEffect(() => {
    if (!isRead) return;
    const { card } = interviewForm.fromQuery(window.location.search).settings;
    if (card) document.getElementById(card)?.scrollIntoView({ block: 'center' });
  }, [isRead]);

  const isPractice = view.mode === 'practice';
  return (
    <LearnPage current="Interview" buttons={<CopyLink link={() => linkWith(interviewForm.toQuery(view))} />}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-question tracking-tight">Interview</h1>
          <p className="mt-1 max-w-[60ch] text-lead text-muted">
            {cards.length} questions about real-time pages, and what a good answer has.
          </p>
        </div>
        <div className="flex flex-wrap gap-2 print:hidden">
          <a href="/learn/interview/cheat-sheet" className={`${buttonClass()} max-sm:min-h-11`}>
            Cheat sheet
          </a>
          <Button
            look={isPractice ? 'plain' : 'primary'}
            className="max-sm:min-h-11"
            onClick={() => look({ mode: isPractice ? 'list' : 'practice', card: '' })}
          >
            {isPractice ? 'All cards' : 'Practise'}
          </Button>
        </div>
      </div>
      <MyMarks cards={cards} marks={marks} />
      {isPractice ? (
        <Practice cards={cards} marks={marks} view={view} onLook={look} />
      ) : (
        <CardList cards={cards} marks={marks} view={view} onLook={look} />
      )}
    </LearnPage>
  );
}
