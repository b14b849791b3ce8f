import { type Job, jobAfter, newJob } from './job';
import type { Lab } from './lab';
import type { LoadMessage } from './messages';
import type { Machine } from './result-schema';
import { type LoadRun, nextId, outcomesOf, withRun } from './runs';
import type { Load } from './settings';

/** Everything the load lab knows. */
export interface LabState {
  connection:
    | { kind: 'connecting' }
    | { kind: 'open' }
    /** The server is there, but does not let this page in. */
    | { kind: 'refused'; message: string }
    | { kind: 'away' };
  machine: Machine | null;
  /** Whether another page's job ran when this one connected. */
  othersRun: boolean;
  /** The job that runs, with the number of its run and when it began (ms since 1970). */
  job: (Job & { run: number; startedAt: number; stopping: boolean }) | null;
  runs: LoadRun[];
  /** What went wrong last, for the reader. */
  problem: string | null;
}

export const initialLab: LabState = {
  connection: { kind: 'connecting' },
  machine: null,
  othersRun: false,
  job: null,
  runs: [],
  problem: null,
};

export type LabAction =
  | { type: 'connecting' }
  | { type: 'lost' }
  | { type: 'refused'; message: string }
  | { type: 'said'; message: LoadMessage }
  /** The page has sent `start`. */
  | { type: 'started'; lab: Lab; loads: readonly Load[]; now: number }
  /** The page has sent `stop`. */
  | { type: 'stopping' }
  | { type: 'restored'; runs: LoadRun[] }
  | { type: 'removed'; ids: readonly number[] }
  | { type: 'understood' };

const LOST = 'The connection to the server was lost, and with it the rest of the job.';

/** The state of the lab after what happened. */
export function labAfter(state: LabState, action: LabAction): LabState {
  switch (action.type) {
    case 'connecting':
      return { ...state, connection: { kind: 'connecting' } };
    case 'lost':
      return { ...ended(state, { reason: 'failed', message: LOST }), connection: { kind: 'away' } };
    case 'refused':
      return { ...state, connection: { kind: 'refused', message: action.message } };
    case 'said':
      return heard(state, action.message);
    case 'started': {
      const { machine } = state;
      if (!machine) return state;
      const run = nextId(state.runs);
      const { lab, loads, now } = action;
      return {
        ...state,
        problem: null,
        job: { ...newJob(loads), run, startedAt: now, stopping: false },
        runs: withRun(state.runs, {
          id: run,
          startedAt: now,
          lab,
          machine,
          results: [],
          unmeasured: [],
          end: null,
        }),
      };
    }
    case 'stopping':
      return { ...state, job: state.job && { ...state.job, stopping: true } };
    case 'restored':
      return { ...state, runs: action.runs };
    case 'removed':
      return { ...state, runs: state.runs.filter(({ id }) => !action.ids.includes(id)) };
    case 'understood':
      return { ...state, problem: null };
  }
}

function heard(state: LabState, message: LoadMessage): LabState {
  switch (message.type) {
    case 'hello':
      return {
        ...state,
        connection: { kind: 'open' },
        machine: message.machine,
        othersRun: message.runs,
      };
    case 'locked':
      return { ...state, connection: { kind: 'refused', message: message.message } };
    case 'error':
      // The token was wrong.
      if (state.connection.kind !== 'open')
        return { ...state, connection: { kind: 'refused', message: message.error.message } };
      // A refused command leaves a job that has begun as it is.
      if (!state.job || state.job.index > 0 || state.job.progress.done > 0)
        return { ...state, problem: message.error.message };
      return {
        ...ended(state, { reason: 'failed', message: message.error.message }),
        othersRun: message.error.code === 'busy',
      };
    case 'end':
      return ended(state, { reason: message.reason, message: message.message ?? null });
    default: {
      const { job } = state;
      if (!job) return state;
      const next = { ...state, job: { ...job, ...jobAfter(job, message) } };
      if (message.type === 'progress') return next;
      return {
        ...next,
        othersRun: false,
        runs: state.runs.map((run) => {
          if (run.id !== job.run) return run;
          return message.type === 'result'
            ? { ...run, results: [...run.results, message.result] }
            : { ...run, unmeasured: [...run.unmeasured, message.outcome] };
        }),
      };
    }
  }
}

/** The state when the job is over; a run of which nothing came is not kept. */
function ended(state: LabState, end: NonNullable<LoadRun['end']>): LabState {
  const { job } = state;
  if (!job) return state;
  return {
    ...state,
    job: null,
    problem: end.reason === 'failed' ? (end.message ?? 'The server could not go on with the job.') : null,
    runs: state.runs
      .filter((run) => run.id !== job.run || outcomesOf(run).length > 0)
      .map((run) => (run.id === job.run ? { ...run, end } : run)),
  };
}
