import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Mutant } from './mutants';

/** What became of a mutant: `killed` by a failing test or, as `timeout`, by one that did not end. */
export type Fate = 'killed' | 'timeout' | 'survived';

const NOTHING = { file: '', from: 0, to: 0, text: '' };

/**
 * Runs tests in one process, one after another, until one fails.
 *
 * @param mutant null: the code as it is
 * @param limitMs they may take so long
 * @param trace a file that is told which sources are read
 */
export function tryOut(
  mutant: Mutant | null,
  tests: readonly string[],
  limitMs: number,
  signal: AbortSignal,
  trace?: string,
): Promise<Fate> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const env = {
    ...environment,
    // Without a mutant the hook is there all the same, so that a fault of its own is not taken for tests that notice.
    MUTANT: JSON.stringify(mutant ? { ...mutant, file: resolve(mutant.file) } : NOTHING),
    // Processes that a test starts see it too.
    NODE_OPTIONS: `--require=${join(__dirname, 'hook.cjs')}`,
    ...(trace === undefined ? {} : { MUTATION_TRACE: trace }),
  };
  const reporter = `--test-reporter=${join(__dirname, 'first-failure.mjs')}`;
  return new Promise((settle, fail) => {
    signal.throwIfAborted();
    // A group of its own, so that all that a test has started can be ended with it.
    const child = spawn(
      process.execPath,
      ['--require', 'tsx/cjs', reporter, join(__dirname, 'together.cjs'), ...tests],
      { stdio: 'ignore', detached: true, env },
    );
    let late = false;
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of them have ended.
      }
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
      // The first failure leaves behind what its test had started.
      end();
      if (signal.aborted) fail(signal.reason);
      else settle(late ? 'timeout' : code === 0 ? 'survived' : 'killed');
    });
  });
}

/** Runs a test on the code as it is. @returns the sources that it reads, and how long it takes, ms; null where it fails */
export async function lookAt(test: string, limitMs: number, signal: AbortSignal) {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const trace = join(folder, 'read');
  writeFileSync(trace, '');
  try {
    const start = performance.now();
    const fate = await tryOut(null, [test], limitMs, signal, trace);
    if (fate !== 'survived') return null;
    const read = readFileSync(trace, 'utf8').split('\n').filter(Boolean);
    return { reads: new Set(read.map((path) => relative('', path))), ms: performance.now() - start };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
