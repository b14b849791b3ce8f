import type { LoadTarget } from './load-target';

/** Ticks after `from` up to `to`, by `seq`: those that are due in the measured part. */
export interface Window {
  from: number;
  to: number;
}

/** What a server's process is told. */
export type ServerCommand =
  /** Asks how much memory is resident. */
  | { type: 'memory' }
  /** Lets the market tick: first unmeasured, to warm up, then measured. */
  | { type: 'begin'; warmUpMs: number; seconds: number };

/** What a server's process says. */
export type ServerReport =
  /** `clock`: what has to be added to the machine's monotonic clock to have the `at` of ticks, ms. */
  | { type: 'ready'; target: LoadTarget; clock: number }
  | { type: 'memory'; rss: number }
  | { type: 'window'; window: Window }
  | { type: 'began' }
  | { type: 'figures'; figures: ServerFigures };

/** What the measured part has cost, as the server's process itself has seen it. */
export interface ServerFigures {
  /** Length of the measured part, s. */
  seconds: number;
  /** User and system, of all threads, s. */
  cpuSeconds: number;
  /** Event-loop delay, ms. */
  loopDelay: { p50: number; p99: number; max: number };
  /** 0 where the server keeps no account of its sockets. */
  requests: number;
  bytes: { up: number; down: number; payload: number };
  /** Ticks that left, to all clients together: `payload` is their JSON. */
  sent: number;
}

/** What the load generator's process is told, in this order. */
export type GeneratorCommand =
  | { type: 'connect'; target: LoadTarget; clients: number; first: number; clock: number; withinMs: number }
  /** The first of them are connected: now the others. */
  | { type: 'connect-others'; withinMs: number }
  /** Which ticks are measured; said before the first of them. */
  | { type: 'count'; window: Window }
  /** The measured part begins. */
  | { type: 'began' }
  /** It is over: what is under way may still come in, for so long. */
  | { type: 'finish'; withinMs: number };

/** What the load generator's process says. */
export type GeneratorReport =
  | { type: 'ready' }
  | { type: 'progress'; connected: number; delivered: number }
  | { type: 'connected' }
  /** Not all clients could be connected. */
  | { type: 'failed'; message: string }
  | { type: 'found'; found: Found };

/** What the clients have received of the measured ticks. */
export interface Found {
  delivered: number;
  doubled: number;
  outOfOrder: number;
  failed: number;
  /** From a tick's `at` to its receipt, ms. */
  latency: { p50: number; p90: number; p99: number; p999: number; max: number } | null;
  /** Answers that began in the measured part. */
  answers: number;
  /** CPU time of the generator's process in the measured part, s. */
  cpuSeconds: number;
}
