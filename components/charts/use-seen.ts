import { type RefObject, useEffect, useState } from 'react';

/** Whether an element is on the screen. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) =>
      setIsSeen(entries.at(-1)?.isIntersecting ?? false),
    );
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}

/** The latest value while it is seen; else the one that was seen last. */
export function useWhileSeen<T>(value: T, isSeen: boolean): T {
  const [last, setLast] = useState(() => value);
  if (!isSeen) return last;
  if (last !== value) setLast(() => value);
  return value;
}
