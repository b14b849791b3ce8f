'use client';

import { useEffect, useState } from 'react';

const LOCK = 'realtime-playground-page-';

/** How many pages of the playground this browser has open, this one included; 1 where it cannot be known. */
export function usePageCount(): number {
  const [count, setCount] = useState(1);

  useEffect(() => {
    // Browsers offer locks only on secure pages and on localhost.
    const { locks } = navigator;
    if (!locks) return;
    const leave = new AbortController();
    const held = new Promise<void>((resolve) => leave.signal.addEventListener('abort', () => resolve()));
    void locks.request(LOCK + performance.timeOrigin + performance.now(), () => held);
    const look = async () => {
      const { held: all = [] } = await locks.query();
      if (!leave.signal.aborted)
        setCount(Math.max(1, all.filter(({ name }) => name?.startsWith(LOCK)).length));
    };
    const timer = setInterval(() => void look(), 2000);
    return () => {
      leave.abort();
      clearInterval(timer);
    };
  }, []);

  return count;
}
