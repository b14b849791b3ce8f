import { spawnSync } from 'node:child_process';
import { fewerClients } from '@/lib/load/failure';
import { StartError } from './start-error';

/** Files and connections that a process has open beside those of its clients. */
const OTHERS = 50;

/**
 * Makes sure that a process may have so many connections.
 *
 * @throws StartError that says what to do, where the limit of open files is lower
 */
export function checkDescriptors(clients: number): void {
  const limit = descriptorLimit();
  const needed = clients + OTHERS;
  if (limit >= needed) return;
  throw new StartError(
    `${clients} clients need ${needed} open files, and this system allows a process ${limit}`,
    `raise the limit (ulimit -n ${needed}), or ${fewerClients}`,
    { worthAnotherTry: false },
  );
}

/** What processes started by this one are allowed; Node raises the soft limit to the hard one when it starts. */
function descriptorLimit(): number {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY;
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' });
  const limit = Number(stdout);
  // "unlimited", or a system that does not say.
  return limit > 0 ? limit : Number.POSITIVE_INFINITY;
}
