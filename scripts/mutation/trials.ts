import type { Mutant } from './mutants';
import { isAbout, isSlow, testsFor } from './neighbours';
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

/**
 * Shows mutants to the tests nearby that read their file, until one fails: quick ones that are about it, which notice most,
 * then all other quick ones, then each slow one.
 */
export class Trials {
  private readonly results: Results;
  private readonly options: { limitMs: number; fast: boolean; signal: AbortSignal };
  private readonly looked = new Map<string, Awaited<ReturnType<typeof lookAt>>>();
  /** Whether quick tests get on with one another in one process, by their names. */
  private readonly together = new Map<string, Promise<boolean>>();
  /** By slow test, mutants that it failed for since it was run on the code as it is: it may fail because a machine is busy. */
  private readonly unproven = new Map<string, { key: string; mutant: Mutant; fate: Fate }[]>();

  /** @param options `limitMs`: a test may take no longer, also without a mutant; `fast`: without the slow ones */
  constructor(results: Results, options: { limitMs: number; fast: boolean; signal: AbortSignal }) {
    this.results = results;
    this.options = options;
  }

  /** Runs the tests of these files on the code as it is, so many at once. To be called before `fateOf`. */
  async prepare(files: readonly string[], jobs: number): Promise<void> {
    const { limitMs, fast, signal } = this.options;
    const left = [...new Set(files.flatMap((file) => testsFor(file, fast)))];
    const work = async () => {
      for (let test = left.shift(); test !== undefined; test = left.shift()) {
        // A busy machine may have it fail once.
        const seen = (await lookAt(test, limitMs, signal)) ?? (await lookAt(test, limitMs, signal));
        this.looked.set(test, seen);
        if (!seen) console.error(`${test} fails, or takes too long, as the code is: it is left out`);
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
  }

  async fateOf(mutant: Mutant): Promise<Fate> {
    const { limitMs, signal } = this.options;
    for await (const { tests, ms } of this.groupsFor(mutant.file)) {
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

  private async *groupsFor(file: string): AsyncGenerator<Group> {
    const readers = this.readersOf(file);
    const quick = readers.filter((test) => !isSlow(test));
    const own = quick.filter((test) => isAbout(test, file));
    const others = quick.filter((test) => !isAbout(test, file));
    for (const tests of [own, others]) {
      if (await this.areTogether(tests)) yield this.group(tests);
      else yield* tests.map((test) => this.group([test]));
    }
    const slow = readers.filter(isSlow).map((test) => this.group([test]));
    yield* slow.sort((one, other) => one.ms - other.ms);
  }

  private group(tests: readonly string[]): Group {
    return { tests, ms: tests.reduce((sum, test) => sum + (this.looked.get(test)?.ms ?? 0), 0) };
  }

  /** Whether several tests get on with one another in one process. */
  private areTogether(tests: readonly string[]): Promise<boolean> {
    const { limitMs, signal } = this.options;
    const key = String(tests);
    const known = this.together.get(key);
    if (known) return known;
    const tried =
      tests.length < 2
        ? Promise.resolve(false)
        : tryOut(null, tests, limitMs, signal).then((fate) => fate === 'survived');
    this.together.set(key, tried);
    return tried;
  }

  private readersOf(file: string): string[] {
    return testsFor(file, this.options.fast).filter((test) => this.looked.get(test)?.reads.has(file));
  }
}
