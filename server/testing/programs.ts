import { spawnSync } from 'node:child_process';

/** Whether this machine has a program of this name. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', name]).status === 0;
}

/** Options of a test that needs a program. Without it the test is skipped, and says why. */
export function needs(program: string): { skip: string | false } {
  return { skip: !hasProgram(program) && `${program} is not installed` };
}
