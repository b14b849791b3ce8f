import { useEffect, useState } from 'react';
import { useKeys } from '@/components/present/use-keys';
import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import type { Card } from '@/lib/learn/card';
import { cardsOf, type InterviewView, topicsOf } from '@/lib/learn/interview-view';
import { dayOf, type Marks, toAsk } from '@/lib/learn/practice';
import { PracticeCard } from './practice-card';
import { PracticeEnd } from './practice-end';
import { TopicChoice } from './topic-choice';

const minutes = { '1': '1 min', '2': '2 min', '3': '3 min' } as const;

/** Cards one after another, against the clock: what was missed before comes first. */
export function Practice(props: {
  cards: readonly Card[];
  marks: Marks;
  view: InterviewView;
  onLook: (part: Partial<InterviewView>) => void;
}) {
  const { cards, marks, view, onLook } = props;
  /** The cards of this sitting, by name: what is marked does not move. null before it begins. */
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const [at, setAt] = useState(0);
  const ids = cardsOf(cards, { topic: view.topic, q: '' }).map(({ id }) => id);
  const due = toAsk(ids, marks, dayOf(new Date()));

  const begin = (chosen: readonly string[]) => {
    setAsked(chosen);
    setAt(0);
  };
  const { topic } = view;
  // Another topic is another sitting.
  useEffect(() => {
    if (topic !== undefined) setAsked(null);
  }, [topic]);

  const card = cards.find(({ id }) => id === asked?.[at]);
  if (asked && card) {
    return (
      <PracticeCard
        key={card.id}
        card={card}
        place={`Card ${at + 1} of ${asked.length}`}
        seconds={Number(view.minutes) * 60}
        marked={marks[card.id]}
        onNext={() => setAt(at + 1)}
      />
    );
  }
  if (asked && asked.length > 0) {
    return <PracticeEnd cards={cards} asked={asked} marks={marks} onAgain={() => setAsked(null)} />;
  }
  return (
    <Beginning due={due.length} all={ids.length} onBegin={() => begin(due.length > 0 ? due : ids)}>
      <TopicChoice topics={topicsOf(cards)} topic={view.topic} onChoose={(topic) => onLook({ topic })} />
      <Choice
        label="Time for an answer"
        value={view.minutes}
        options={minutes}
        onChange={(value) => onLook({ minutes: value })}
      />
    </Beginning>
  );
}

function Beginning(props: { due: number; all: number; onBegin: () => void; children: React.ReactNode }) {
  const { due, all, onBegin, children } = props;
  useKeys((key) => {
    if (key !== ' ') return false;
    onBegin();
    return true;
  });
  return (
    <section aria-label="Practice" className="mt-6 max-w-3xl rounded-card border border-line bg-card p-6">
      <p className="text-answer">
        {due > 0
          ? `${due} of ${all} cards to ask today. Say your answer aloud, then see what a good one has.`
          : `Nothing is due today: all ${all} cards come back later. You can go through them all the same.`}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-3">{children}</div>
      <Button look="primary" className="mt-5 min-h-11 px-5" onClick={onBegin}>
        Begin
      </Button>
    </section>
  );
}
