'use client';

import { useEffect, useId, useState } from 'react';
import { defaultSetup } from '@/lib/scenario/url';
import { startEngineWorker } from './engine-worker';
import { PageRun } from './page-run';

/** A run of this component's own. It begins when it is ready, and ends with the component. */
export function useRun(): PageRun {
  const id = useId();
  const [run] = useState(() => new PageRun(id, defaultSetup, startEngineWorker));
  return run;
}

/** Starts a run as soon as it is ready, and stops it when the component goes. */
export function useLive(run: PageRun, isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    const tellVisibility = () => run.setVisible(document.visibilityState === 'visible');
    tellVisibility();
    run.start();
    document.addEventListener('visibilitychange', tellVisibility);
    return () => {
      document.removeEventListener('visibilitychange', tellVisibility);
      run.stop();
    };
  }, [run, isReady]);
}
