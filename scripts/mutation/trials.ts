import type { Mutant } from './mutants';
import { isSlow, testsFor } from './neighbours';
import { keyOf, type Results } from './results';
import { type Fate, lookAt, tryOut } from './trial';

/** Tests that run in one process, and how long they take on the code as it is, ms. */
interface Group {
  tests: readonly string[];
  ms: number;
}

/** Against a mutant a group of tests may take so many times as long as without, and so much longer, ms. */
const PATIENCE = { times: 3, more: 4000 };

/** After so many failures of a slow test it is run on the code as it is. */
const CHECKED_AFTER = 8;

/** Shows mutants to the tests nearby that read their file: quick ones together, then each slow one, until one fails. */
export class Trials {
  private readonly results: Results;
  private readonly options: { limitMs: number; fast: boolean; signal: AbortSignal };
  private readonly looked = new Map<string, Awaited<ReturnType<typeof lookAt>>>();
  /** Quick tests that get on with one another in one process, by their names. */
  private readonly together = new Map<string, boolean>();
  /** By slow test, mutants that it failed for since it was run on the code as it is: it may fail because a machine is busy. */
  private readonly unproven = new Map<string, { key: string; mutant: Mutant; fate: Fate }[]>();

  /** @param options `limitMs`: a test may take no longer, also without a mutant; `fast`: without the slow ones */
  constructor(results: Results, options: { limitMs: number; fast: boolean; signal: AbortSignal }) {
    this.results = results;
    this.options = options;
  }

  /** Runs the tests of these files on the code as it is. To be called before `fateOf`. */
  async prepare(files: readonly string[]): Promise<void> {
    const { limitMs, fast, signal } = this.options;
    for (const test of new Set(files.flatMap((file) => testsFor(file, fast)))) {
      const seen = await lookAt(test, limitMs, signal);
      this.looked.set(test, seen);
      if (!seen) console.error(`${test} fails, or takes too long, as the code is: it is left out`);
    }
    for (const file of files) {
      const quick = this.readersOf(file).filter((test) => !isSlow(test));
      const key = String(quick);
      if (quick.length < 2 || this.together.has(key)) continue;
      this.together.set(key, (await tryOut(null, quick, limitMs, signal)) === 'survived');
    }
  }

  async fateOf(mutant: Mutant): Promise<Fate> {
    const { limitMs, signal } = this.options;
    for (const { tests, ms } of this.groupsFor(mutant.file)) {
      const key = keyOf(mutant, tests);
      const known = this.results.get(key);
      const most = Math.min(limitMs, ms * PATIENCE.times + PATIENCE.more);
      const fate = known ?? (await tryOut(mutant, tests, most, signal));
      const [slow] = tests.filter(isSlow);
      if (!known && slow !== undefined && fate !== 'survived') await this.prove(slow, { key, mutant, fate });
      else if (!known) this.results.add(key, mutant, fate);
      if (fate !== 'survived') return fate;
    }
    return 'survived';
  }

  /** To be called when all have been tried. @throws where slow tests fail on the code as it is */
  async finish(): Promise<void> {
    for (const test of this.unproven.keys()) await this.check(test);
  }

  private async prove(test: string, trial: { key: string; mutant: Mutant; fate: Fate }): Promise<void> {
    const trials = [...(this.unproven.get(test) ?? []), trial];
    this.unproven.set(test, trials);
    if (trials.length >= CHECKED_AFTER) await this.check(test);
  }

  private async check(test: string): Promise<void> {
    const { limitMs, signal } = this.options;
    const trials = this.unproven.get(test) ?? [];
    this.unproven.delete(test);
    if (trials.length > 0 && (await tryOut(null, [test], limitMs, signal)) !== 'survived')
      throw new Error(
        `${test} fails as the code is: what it noticed lately says nothing. Is this machine busy?`,
      );
    for (const { key, mutant, fate } of trials) this.results.add(key, mutant, fate);
  }

  private groupsFor(file: string): Group[] {
    const readers = this.readersOf(file);
    const quick = readers.filter((test) => !isSlow(test));
    const areTogether = this.together.get(String(quick)) ?? false;
    const groups = [
      ...(areTogether ? [quick] : quick.map((test) => [test])),
      ...readers.filter(isSlow).map((test) => [test]),
    ];
    return groups.map((tests) => ({
      tests,
      ms: tests.reduce((sum, test) => sum + (this.looked.get(test)?.ms ?? 0), 0),
    }));
  }

  private readersOf(file: string): string[] {
    return testsFor(file, this.options.fast).filter((test) => this.looked.get(test)?.reads.has(file));
  }
}
