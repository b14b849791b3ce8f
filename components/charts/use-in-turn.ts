import { startTransition, useEffect, useEffectEvent, useState } from 'react';

/** One after the other is given its value so often, ms. */
const TURN_MS = 100;

/**
 * The latest value for each of several charts, given to one of them at a time: to draw all of them at once would hold
 * the page up for several frames.
 */
export function useInTurn<T>(latest: T, count: number): readonly T[] {
  const [values, setValues] = useState<readonly T[]>(() => Array.from({ length: count }, () => latest));
  const give = useEffectEvent((turn: number) => {
    const index = turn % count;
    if (values[index] === latest) return;
    startTransition(() =>
      setValues(Array.from({ length: count }, (_, i) => (i === index ? latest : (values[i] ?? latest)))),
    );
  });
  useEffect(() => {
    let turn = 0;
    const timer = setInterval(() => give(turn++), TURN_MS);
    return () => clearInterval(timer);
  }, []);
  return values;
}
