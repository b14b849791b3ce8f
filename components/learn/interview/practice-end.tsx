import { WithCode } from '@/components/learn/with-code';
import { Button } from '@/components/ui/button';
import type { Card } from '@/lib/learn/card';
import { marks as allMarks, countMarks, dayOf, type Marks, toRepeat } from '@/lib/learn/practice';
import { markNames } from './marked-words';

/** What a sitting came to, and what comes back tomorrow. */
export function PracticeEnd(props: {
  cards: readonly Card[];
  asked: readonly string[];
  marks: Marks;
  onAgain: () => void;
}) {
  const { cards, asked, marks, onAgain } = props;
  const counts = countMarks(asked, marks);
  const repeated = toRepeat(
    cards.map(({ id }) => id),
    marks,
    dayOf(new Date()),
  );
  return (
    <section
      aria-label="Practice is over"
      className="mt-6 max-w-3xl rounded-card border border-line bg-card p-6"
    >
      <h2 className="text-section">That was the last one</h2>
      <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2">
        {allMarks.map((mark) => (
          <div key={mark}>
            <dt className="text-small text-muted">{markNames[mark]}</dt>
            <dd className="text-lead font-semibold">{counts[mark]}</dd>
          </div>
        ))}
        <div>
          <dt className="text-small text-muted">Skipped</dt>
          <dd className="text-lead font-semibold">{counts['not asked']}</dd>
        </div>
      </dl>
      <h3 className="mt-5">To repeat tomorrow</h3>
      {repeated.length === 0 ? (
        <p className="mt-1.5 text-muted">Nothing.</p>
      ) : (
        <ol className="mt-1.5 list-decimal pl-5">
          {repeated.map((id) => (
            <li key={id} className="py-0.5">
              <WithCode>{cards.find((card) => card.id === id)?.question ?? id}</WithCode>
            </li>
          ))}
        </ol>
      )}
      <Button look="primary" className="mt-5 min-h-11" onClick={onAgain}>
        Once more
      </Button>
    </section>
  );
}
