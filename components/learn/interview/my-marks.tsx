import { Button } from '@/components/ui/button';
import { download } from '@/components/ui/copy';
import type { Card } from '@/lib/learn/card';
import { countMarks, dayOf, type Marks, toRepeat } from '@/lib/learn/practice';
import { keptMarks } from './kept-marks';

/** What is known of the reader's practice, to be taken along or forgotten. */
export function MyMarks({ cards, marks }: { cards: readonly Card[]; marks: Marks }) {
  const ids = cards.map(({ id }) => id);
  const counts = countMarks(ids, marks);
  const marked = ids.length - counts['not asked'];
  if (marked === 0) return null;
  const today = dayOf(new Date());
  const save = () =>
    download(`interview-marks-${today}.json`, 'application/json', JSON.stringify(marks, null, 2));
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-small text-muted print:hidden">
      <p>
        {counts['had it']} of {ids.length} had, {counts.partly} partly, {counts.missed} missed;{' '}
        {toRepeat(ids, marks, today).length} to repeat by tomorrow. Kept in this browser only.
      </p>
      <span className="flex gap-2">
        <Button onClick={save}>Export my marks</Button>
        <Button onClick={() => keptMarks.forget()}>Forget my marks</Button>
      </span>
    </div>
  );
}
