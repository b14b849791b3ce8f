import { WithCode } from '@/components/learn/with-code';
import { Button } from '@/components/ui/button';
import type { Card } from '@/lib/learn/card';
import { cardsOf, type InterviewView, topicsOf } from '@/lib/learn/interview-view';
import type { Marks } from '@/lib/learn/practice';
import { CardAnswer } from './card-answer';
import { MarkPill } from './marked-words';
import { TopicChoice } from './topic-choice';

/** All questions, to be searched and opened one at a time. */
export function CardList(props: {
  cards: readonly Card[];
  marks: Marks;
  view: InterviewView;
  onLook: (part: Partial<InterviewView>) => void;
}) {
  const { cards, marks, view, onLook } = props;
  const found = cardsOf(cards, view);
  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-3 print:hidden">
        <label className="flex min-w-60 flex-1 items-center gap-2 sm:max-w-sm">
          <span className="sr-only">Search the cards</span>
          <input
            type="search"
            placeholder="Search: heartbeat, cursor, 503 …"
            value={view.q}
            onChange={({ target }) => onLook({ q: target.value })}
            className="min-h-8 w-full rounded-control border border-strong bg-card px-3 placeholder:text-muted max-sm:min-h-11"
          />
        </label>
        <TopicChoice topics={topicsOf(cards)} topic={view.topic} onChoose={(topic) => onLook({ topic })} />
        <p role="status" className="text-small text-muted">
          {found.length} of {cards.length}
        </p>
      </div>
      <ol aria-label="Cards" className="mt-4 overflow-hidden rounded-card border border-line bg-card">
        {found.map((card) => {
          const isOpen = card.id === view.card;
          return (
            <li
              key={card.id}
              id={card.id}
              className="border-t border-line break-inside-avoid first:border-t-0"
            >
              <h2>
                <button
                  type="button"
                  aria-expanded={isOpen}
                  aria-controls={`${card.id}-answer`}
                  className="flex min-h-12 w-full cursor-pointer items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-sunken"
                  onClick={() => onLook({ card: isOpen ? '' : card.id })}
                >
                  <span
                    aria-hidden="true"
                    className={`text-muted transition-transform motion-reduce:transition-none ${isOpen ? 'rotate-90' : ''}`}
                  >
                    ›
                  </span>
                  <span className="min-w-0 flex-1 text-[1.07rem] font-semibold">
                    <WithCode>{card.question}</WithCode>
                  </span>
                  <MarkPill marked={marks[card.id]} />
                  <span className="text-small font-normal text-muted first-letter:uppercase max-sm:hidden">
                    {card.topic}
                  </span>
                </button>
              </h2>
              <div id={`${card.id}-answer`} className={`px-4 pb-5 ${isOpen ? '' : 'hidden print:block'}`}>
                <CardAnswer card={card} />
              </div>
            </li>
          );
        })}
        {found.length === 0 && (
          <li className="flex flex-wrap items-center gap-3 p-6 text-muted">
            No card has all of these words.
            <Button onClick={() => onLook({ q: '', topic: '' })}>Show all</Button>
          </li>
        )}
      </ol>
    </>
  );
}
