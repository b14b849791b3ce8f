import { formatPartOf, formatShare } from '@/lib/figures/format';
import { generatorShare } from './figures';
import type { LoadResult, Outcome, Unmeasured } from './result';

/** Why a measurement says nothing about its technique, and what can be done about it; for the reader. */
export interface Failure {
  reason: string;
  advice: string;
}

/** From this share of a core on, the load generator is as likely the limit as the server is. */
export const GENERATOR_LIMIT = 0.85;

export const fewerClients = 'take fewer clients';
export const closeOthers = 'close other programs and measure again';

/** Whether something was measured at all; it may have failed all the same. */
export function isMeasured(outcome: Outcome): outcome is LoadResult {
  return !('unmeasured' in outcome);
}

/**
 * Why an outcome has failed: it could not start, lost ticks or clients, or measured its load generator.
 * What has failed has no star, no place on a curve, and no part in a knee or a projection.
 *
 * @returns null where it has not
 */
export function failureOf(outcome: Outcome): Failure | null {
  if (!isMeasured(outcome)) return outcome.unmeasured;
  const { lost, expected, failed, load } = outcome;
  const reasons: string[] = [];
  const advice = new Set<string>();
  if (failed > 0) {
    reasons.push(`${formatPartOf(failed, load.clients, 'client')} disconnected`);
    advice.add(fewerClients).add('raise the limit of open files (ulimit -n)');
  }
  if (lost > 0) {
    reasons.push(`${formatPartOf(lost, expected, 'delivery', 'deliveries')} lost`);
    advice.add(fewerClients).add(closeOthers);
  }
  const busy = generatorShare(outcome);
  if (busy > GENERATOR_LIMIT) {
    reasons.push(`the load generator was the limit, busy for ${formatShare(busy)} of the time`);
    advice.add(fewerClients).add(closeOthers);
  }
  return reasons.length > 0 ? { reason: reasons.join('; '), advice: [...advice].join(', or ') } : null;
}

/** Whether an outcome is a measurement that did not fail. */
export function isSound(outcome: Outcome): outcome is Exclude<Outcome, Unmeasured> {
  return failureOf(outcome) === null;
}
