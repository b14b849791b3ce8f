import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Mutant } from './mutants';

/** What became of a mutant: `killed` by a failing test or, as `timeout`, by one that did not end. */
export type Fate = 'killed' | 'timeout' | 'survived';

const NOTHING = { file: '', from: 0, to: 0, text: '' };

/**
 * Runs tests one after another until one fails.
 *
 * @param mutant null: the code as it is
 * @param limitMs one test file may take so long
 */
export async function tryOut(
  mutant: Mutant | null,
  tests: readonly string[],
  limitMs: number,
  signal: AbortSignal,
): Promise<Fate> {
  for (const test of tests) {
    const fate = await run(mutant, test, limitMs, signal);
    if (fate !== 'survived') return fate;
  }
  return 'survived';
}

function run(mutant: Mutant | null, test: string, limitMs: number, signal: AbortSignal): Promise<Fate> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const env = {
    ...environment,
    // Without a mutant the hook is there all the same, so that a fault of its own is not taken for tests that notice.
    MUTANT: JSON.stringify(mutant ? { ...mutant, file: resolve(mutant.file) } : NOTHING),
    // Processes that a test starts see it too.
    NODE_OPTIONS: `--require=${join(__dirname, 'hook.cjs')}`,
  };
  return new Promise((settle, fail) => {
    signal.throwIfAborted();
    // A group of its own, so that all that a test has started can be ended with it.
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', '--test', '--test-reporter=dot', test], {
      stdio: 'ignore',
      detached: true,
      env,
    });
    let late = false;
    const end = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, limitMs);
    signal.addEventListener('abort', end);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) fail(signal.reason);
      else settle(late ? 'timeout' : code === 0 ? 'survived' : 'killed');
    });
  });
}
