import { useState } from 'react';
import { WithCode } from '@/components/learn/with-code';
import { Key } from '@/components/present/key';
import { useKeys } from '@/components/present/use-keys';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import type { Card } from '@/lib/learn/card';
import { dayOf, type Mark, type Marked, markOf, marks } from '@/lib/learn/practice';
import { CardAnswer } from './card-answer';
import { Clock } from './clock';
import { keptMarks } from './kept-marks';
import { comesBack, markNames } from './marked-words';

/** A question, the clock, and once it is asked for the answer, with how it went. By keyboard: Space, 1 to 3, →. */
export function PracticeCard(props: {
  card: Card;
  place: string;
  seconds: number;
  marked: Marked | undefined;
  onNext: () => void;
}) {
  const { card, place, seconds, marked, onNext } = props;
  const [isShown, setShown] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [given, setGiven] = useState<Mark | null>(null);

  const give = (mark: Mark) => {
    keptMarks.mark(card.id, mark);
    setGiven(mark);
  };
  const tick = (entry: string, isHad: boolean) => {
    const entries = new Set(ticked);
    if (isHad) entries.add(entry);
    else entries.delete(entry);
    setTicked(entries);
  };
  useKeys((key) => {
    const mark = marks[Number(key) - 1];
    if (key === 'ArrowRight') onNext();
    else if (key === ' ' && !isShown) setShown(true);
    else if (mark && isShown && given === null) give(mark);
    else return false;
    return true;
  });
  const suggested = ticked.size > 0 ? markOf(ticked.size, card.good.length) : null;

  return (
    <div className="mt-6 grid items-start gap-7 lg:grid-cols-[minmax(0,1fr)_300px]">
      <article aria-label={place} className="rounded-card border border-line bg-card p-5 sm:px-8 sm:py-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="text-small font-medium text-muted">
            {place} · <span className="inline-block first-letter:uppercase">{card.topic}</span>
          </p>
          <p className="flex items-center gap-2 text-small text-muted max-sm:hidden">
            <Key>Space</Key> show the answer <Key>→</Key> next
          </p>
        </div>
        <h2 className="mt-1 max-w-[24em] text-question tracking-tight">
          <WithCode>{card.question}</WithCode>
        </h2>
        <div className="mt-4 mb-4 flex min-h-8 flex-wrap items-center gap-3">
          {isShown ? (
            <Pill>Tick what you had</Pill>
          ) : (
            <>
              <Pill>Say your answer aloud first</Pill>
              <Clock seconds={seconds} />
            </>
          )}
        </div>
        {isShown ? (
          <CardAnswer card={card} ticked={ticked} onTick={tick} />
        ) : (
          <Button look="primary" className="min-h-11 px-5" onClick={() => setShown(true)}>
            Show the answer
          </Button>
        )}
      </article>
      <aside aria-label="How did it go?">
        {isShown && (
          <>
            <h3>How did it go?</h3>
            <div className="mt-2.5 flex flex-col gap-2">
              {marks.map((mark, index) => (
                <Button
                  key={mark}
                  look={given === mark ? 'primary' : 'plain'}
                  className={`min-h-11 ${given === null && suggested === mark ? 'outline-2 outline-ink outline-dashed -outline-offset-4' : ''}`}
                  aria-pressed={given === mark}
                  disabled={given !== null && given !== mark}
                  onClick={() => given === null && give(mark)}
                >
                  <Key>{index + 1}</Key> {markNames[mark]}
                </Button>
              ))}
            </div>
            <p role="status" className="mt-3 min-h-5 text-small text-muted">
              {given !== null && marked
                ? `This card ${comesBack(marked, dayOf(new Date()))}.`
                : suggested && `Your ticks say: ${markNames[suggested].toLowerCase()}.`}
            </p>
          </>
        )}
        <Button className="mt-3 min-h-11 w-full justify-center" onClick={onNext}>
          {given === null ? 'Skip' : 'Next'} <Key>→</Key>
        </Button>
      </aside>
    </div>
  );
}
