import { hash } from './random';

/** From `at` on (server epoch ms), `rate` ticks a second in groups of `burst`; `seq` is the tick before the first. */
export interface Schedule {
  seed: number;
  seq: number;
  at: number;
  rate: number;
  burst: number;
}

const MOMENT = 4000;

/**
 * When tick `seq` is due, in server epoch ms. Each group of ticks has a slot of the same length, and comes at a
 * moment of it that is drawn by the seed: with ticks at regular times, regular polls would fall into step with
 * them, and always find them fresh or always find them old.
 */
export function dueAt(schedule: Schedule, seq: number): number {
  return groupDueAt(schedule, Math.ceil((seq - schedule.seq) / schedule.burst));
}

/** The last tick that is due at `time` (server epoch ms). */
export function lastDue(schedule: Schedule, time: number): number {
  const { seq, at, burst } = schedule;
  const over = Math.max(0, Math.floor((time - at) / slotOf(schedule)));
  const groups = groupDueAt(schedule, over + 1) <= time ? over + 1 : over;
  return seq + groups * burst;
}

/** @param group counted from 1 */
function groupDueAt(schedule: Schedule, group: number): number {
  const moment = hash(schedule.seed, MOMENT, schedule.seq + group) / 2 ** 32;
  return schedule.at + (group - 1 + moment) * slotOf(schedule);
}

/** ms */
function slotOf({ rate, burst }: Schedule): number {
  return (burst * 1000) / rate;
}
