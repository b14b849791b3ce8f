import type { ServerFigures } from '@/server/load/protocol';
import type { Subject } from '@/server/load/subject';

/** The work that all do alike: so many subscribers, each given every tick. */
export interface Work {
  subscribers: number;
  /** ticks/s */
  rate: number;
  /** Length of the measured part, s. */
  seconds: number;
  /** Bytes of a tick's JSON, about. */
  bytes: number;
}

/** Starts a server's process. */
export type Start = () => { ready(): Promise<Subject>; end(): Promise<void> };

/** One that takes part. */
export interface Contestant {
  id: string;
  name: string;
  /** Whether it is one of our own. */
  ours: boolean;
  /** What frames the ticks of one of our own. */
  framing?: 'http' | 'websocket';
  contest: Contest;
  work: Work;
  start: Start;
}

/** Who does the same kind of work: ticks pushed, ticks answered with, or answers as such. */
export type Contest = 'push' | 'long-poll' | 'requests';

/** Of a server that keeps no account of its sockets, and whose event loop is not looked at. */
export const NO_ACCOUNT: Omit<ServerFigures, 'seconds' | 'cpuSeconds'> = {
  loopDelay: { p50: 0, p99: 0, max: 0 },
  requests: 0,
  bytes: { up: 0, down: 0, payload: 0 },
  sent: 0,
};
