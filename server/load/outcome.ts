import type { Outcome } from '@/lib/load/result';
import type { Load } from '@/lib/load/settings';
import type { Watcher } from './conduct';
import { measure } from './measure';
import { StartError } from './start-error';

/**
 * Measures one load of several. One slow start does not end the others: it is tried once more, and then told.
 *
 * @throws Error where a process ends early; the reason of `watcher.signal` when that is aborted
 */
export async function outcomeOf(load: Load, watcher: Watcher = {}): Promise<Outcome> {
  try {
    return await measure(load, watcher);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    if (!error.worthAnotherTry) return unmeasured(load, error);
  }
  try {
    return await measure(load, watcher);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return unmeasured(load, error);
  }
}

function unmeasured(load: Load, { reason, advice }: StartError): Outcome {
  return { load, unmeasured: { reason, advice } };
}
