/** From `at` on (server epoch ms), `rate` ticks a second in groups of `burst`; `seq` is the tick before the first. */
export interface Schedule {
  seq: number;
  at: number;
  rate: number;
  burst: number;
}

/** When tick `seq` is due, in server epoch ms. */
export function dueAt({ seq: from, at, rate, burst }: Schedule, seq: number): number {
  return at + (Math.ceil((seq - from) / burst) * burst * 1000) / rate;
}

/** The last tick that is due at `time` (server epoch ms). */
export function lastDue(schedule: Schedule, time: number): number {
  const { seq, at, rate, burst } = schedule;
  const groups = Math.max(0, Math.floor(((time - at) * rate) / 1000 / burst));
  const last = seq + groups * burst;
  // Division can round down at the very moment a group is due.
  return dueAt(schedule, last + burst) <= time ? last + burst : last;
}
