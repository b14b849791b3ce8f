import { Run, type RunMarket } from './run';

/** What the figures of a run say of the question: as is said, otherwise, or nothing that can be told. */
export interface RunVerdict {
  kind: 'so' | 'not so' | 'cannot tell';
  /** In plain words, made from the figures of this run. */
  words: string;
}

/** Figures of a run: rows with a name each, and cells as the columns have them. */
export interface SeenTable {
  columns: readonly string[];
  rows: readonly { name: string; cells: readonly string[] }[];
}

/** What is seen of a run. */
export interface Seen {
  table: SeenTable;
  /** Texts that crossed, or steps of a computation, in order. */
  texts: readonly { name: string; text: string }[];
}

/** A small experiment: how it is run, what is seen of it, and what its figures say. Its words are in `content/`. */
export interface OperatorExperiment {
  id: string;
  /** How long a run takes, s. */
  seconds: number;
  /** What can be written before it is run. */
  input?: { label: string; standard: string; longest: number };
  /**
   * Runs it against a server.
   *
   * @param show is called with what there is to see, as often as that changes
   * @param input what was written
   * @throws where the server cannot be reached, or will not; `signal.reason` where it is stopped
   */
  run(
    origin: string,
    signal: AbortSignal,
    show: (seen: Seen) => void,
    input?: string,
  ): Promise<{ seen: Seen; verdict: RunVerdict }>;
}

/** What an experiment is made of. Its verdict is a pure function of what was measured. */
interface Parts<Measured> {
  id: string;
  seconds: number;
  market: RunMarket;
  input?: OperatorExperiment['input'];
  measure(run: Run, show: (measured: Measured) => void, input: string): Promise<Measured>;
  table(measured: Measured): SeenTable;
  texts?(measured: Measured): Seen['texts'];
  verdict(measured: Measured): RunVerdict;
}

/** Puts an experiment together. What it has open ends with it, however it ends. */
export function operatorExperiment<Measured>(parts: Parts<Measured>): OperatorExperiment {
  const { id, seconds, market, input: field, measure, table, texts, verdict } = parts;
  const seenOf = (measured: Measured): Seen => ({ table: table(measured), texts: texts?.(measured) ?? [] });
  return {
    id,
    seconds,
    ...(field && { input: field }),
    async run(origin, signal, show, input = field?.standard ?? '') {
      const over = new AbortController();
      const run = await Run.open(origin, market, AbortSignal.any([signal, over.signal]));
      try {
        const measured = await measure(run, (soFar) => show(seenOf(soFar)), input);
        return { seen: seenOf(measured), verdict: verdict(measured) };
      } finally {
        over.abort();
        run.leave();
      }
    },
  };
}
