import { startTransition, useEffect, useEffectEvent, useState } from 'react';

/** One after the other is given its value so often, ms. */
const TURN_MS = 100;

/**
 * The latest value for each of several charts, given to one of them at a time: to draw all of them at once would hold
 * the page up for several frames.
 *
 * @param subject of the values; when it is another one, all of them change at once
 */
export function useInTurn<T>(latest: T, count: number, subject: unknown): readonly T[] {
  const all = () => ({ subject, values: Array.from({ length: count }, () => latest) as readonly T[] });
  const [given, setGiven] = useState(all);
  // What is of something else is shown no longer.
  const current = given.subject === subject ? given : all();
  if (current !== given) setGiven(current);
  const { values } = current;
  const give = useEffectEvent((turn: number) => {
    const index = turn % count;
    if (values[index] === latest) return;
    startTransition(() =>
      setGiven({
        subject,
        values: Array.from({ length: count }, (_, i) => (i === index ? latest : (values[i] ?? latest))),
      }),
    );
  });
  useEffect(() => {
    let turn = 0;
    const timer = setInterval(() => give(turn++), TURN_MS);
    return () => clearInterval(timer);
  }, []);
  return values;
}
