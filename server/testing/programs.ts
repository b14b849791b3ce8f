import { spawnSync } from 'node:child_process';

/** Where this machine has a program of this name; undefined where it has none. */
export function pathOfProgram(name: string): string | undefined {
  const { stdout } = spawnSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

/** Whether this machine has a program of this name. */
export function hasProgram(name: string): boolean {
  return pathOfProgram(name) !== undefined;
}

/** Options of a test that needs a program. Without it the test is skipped, and says why. */
export function needs(program: string): { skip: string | false } {
  return { skip: !hasProgram(program) && `${program} is not installed` };
}
