import { useEffect, useRef, useState } from 'react';
import { onPage } from '@/components/run/one-live';
import type { OperatorExperiment, RunVerdict, Seen } from '@/lib/experiments/operators/operator-experiment';
import type { ExperimentState } from '../experiment-frame';

/** How a run stands. `failed` says why there is no verdict, where it was not stopped. */
interface RunState {
  state: ExperimentState;
  seen: Seen | null;
  verdict: RunVerdict | null;
  failed: string | null;
}

const before: RunState = { state: 'idle', seen: null, verdict: null, failed: null };

/** Runs an experiment in this browser. One of the page runs at a time; it ends when its page is left. */
export function useOperatorRun(experiment: OperatorExperiment): RunState & {
  start: (input: string) => void;
  stop: () => void;
} {
  const [run, setRun] = useState(before);
  const stopper = useRef<AbortController | null>(null);
  const live = useRef({ stop: () => stopper.current?.abort() });

  const stop = () => stopper.current?.abort();
  const start = (input: string) => {
    stop();
    onPage.take(live.current);
    const stopped = new AbortController();
    stopper.current = stopped;
    setRun({ ...before, state: 'running' });
    const show = (seen: Seen) => {
      if (!stopped.signal.aborted) setRun((now) => ({ ...now, seen }));
    };
    experiment
      .run(window.location.origin, stopped.signal, show, input)
      .then(({ seen, verdict }) => setRun({ state: 'done', seen, verdict, failed: null }))
      .catch((error) => {
        // Another run of it has begun.
        if (stopper.current !== stopped) return;
        const failed = stopped.signal.aborted ? null : `${error instanceof Error ? error.message : error}`;
        setRun((now) => ({ ...now, state: 'done', failed }));
      })
      .finally(() => {
        if (stopper.current === stopped) onPage.leave(live.current);
      });
  };

  useEffect(() => {
    const leave = () => stopper.current?.abort();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return { ...run, start, stop };
}
