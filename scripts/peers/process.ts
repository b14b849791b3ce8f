import { existsSync, readFileSync } from 'node:fs';

/** What Linux calls a second in `/proc/<pid>/stat`. */
const STAT_TICKS = 100;

/** CPU time of a process of one thread, s: to the nanosecond where the kernel tells it so, else in steps of 10 ms. */
export function cpuSecondsOf(pid: number): number {
  const fine = `/proc/${pid}/schedstat`;
  if (existsSync(fine)) return Number(readFileSync(fine, 'utf8').split(' ')[0]) / 1e9;
  // The name of the program, in brackets, may have spaces.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(stat[11]) + Number(stat[12])) / STAT_TICKS;
}

/** Resident memory of a process, bytes. */
export function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
