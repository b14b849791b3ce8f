import { type RefObject, useEffect, useState } from 'react';
import type { Code } from '@/lib/code/halves';

/** It is loaded when so much of the window's height is still between it and what is seen. */
const NEAR = '25%';

/**
 * The code of all halves, which is loaded when the reader comes near to where it is shown.
 *
 * @param place where that is
 * @returns null until it is there, and why it will not be
 */
export function useCode(place: RefObject<Element | null>): { code: Code | null; failure: string | null } {
  const [code, setCode] = useState<Code | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (!place.current) return;
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        near.disconnect();
        loadCode().then(setCode, (error: Error) => setFailure(error.message));
      },
      { rootMargin: NEAR },
    );
    near.observe(place.current);
    return () => near.disconnect();
  }, [place]);

  return { code, failure };
}

/** @throws where it does not come */
export async function loadCode(): Promise<Code> {
  const response = await fetch('/code.json');
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
