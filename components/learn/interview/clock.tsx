import { useEffect, useState } from 'react';
import { formatClock } from '@/lib/figures/format';

/** Counts down from so many seconds, from when it is first shown; once they are over it says so, and does nothing else. */
export function Clock({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const look = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)));
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return (
    <>
      <span role="timer" aria-label="Time left" className="text-note text-muted">
        {formatClock(left)}
      </span>
      <span role="status" className="text-note text-warn">
        {left === 0 && 'Time is up: see what you had.'}
      </span>
    </>
  );
}
