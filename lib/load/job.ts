import type { LoadMessage } from './messages';
import type { LoadProgress, LoadResult } from './result';
import type { Load } from './settings';

/** A job that runs: what was asked for, and how far it is. */
export interface Job {
  loads: readonly Load[];
  /** Which of the loads is measured now. */
  index: number;
  progress: LoadProgress;
  results: readonly LoadResult[];
}

/** How a job ended; `message` is for the reader. */
export interface JobEnd {
  reason: 'done' | 'stopped' | 'failed';
  message: string | null;
}

const NOT_BEGUN: LoadProgress = { phase: 'starting', done: 0, connected: 0, delivered: 0 };

export function newJob(loads: readonly Load[]): Job {
  return { loads, index: 0, progress: NOT_BEGUN, results: [] };
}

/** The job after what the server said about it. */
export function jobAfter(job: Job, message: LoadMessage): Job {
  switch (message.type) {
    case 'progress':
      return { ...job, index: message.index, progress: message.progress };
    case 'result':
      return {
        ...job,
        index: message.index + 1,
        progress: NOT_BEGUN,
        results: [...job.results, message.result],
      };
    case 'unmeasured':
      return { ...job, index: message.index + 1, progress: NOT_BEGUN };
    default:
      return job;
  }
}

/** What of a measurement is done, 0 to 1, for the whole job; its measurements last about equally long. */
export function shareDone({ loads, index, progress }: Job): number {
  return Math.min(1, (index + progress.done) / loads.length);
}

/** What starting, connecting and ending add to the measured part of a measurement, at first guess, s. */
const AROUND_SECONDS = 2;

/**
 * Estimated time for what is left of a job, s. It goes by the measurements that are finished, and before the first
 * one is, by their measured part and a guess at what comes around it.
 *
 * @param elapsed since the job began, s
 */
export function secondsLeft(job: Job, elapsed: number): number {
  const done = shareDone(job);
  if (job.index > 0 && done > 0) return (elapsed * (1 - done)) / done;
  return Math.max(0, secondsOf(job.loads) - elapsed);
}

/** How long a job is going to take, estimated before it has begun, s. */
export function secondsOf(loads: readonly Load[]): number {
  return loads.reduce((sum, { seconds }) => sum + seconds + AROUND_SECONDS, 0);
}
