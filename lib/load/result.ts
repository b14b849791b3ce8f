import type { Load } from './settings';

/**
 * How many clients connect before memory is first looked at: what they make a process load and compile, once, is no cost
 * of a connection.
 */
export function firstClientsOf(clients: number): number {
  return Math.min(10, Math.floor(clients / 2));
}

/** What one measurement found. The server is a process of its own, which serves nothing else meanwhile. */
export interface LoadResult {
  load: Load;
  /** Length of the part that was measured, from when all clients were connected, s. */
  seconds: number;
  /** Ticks that came into being in that part. */
  ticks: number;
  /** Ticks × clients: how many deliveries there should be. */
  expected: number;
  /** How many there were, each tick of each client counted once. */
  delivered: number;
  lost: number;
  doubled: number;
  outOfOrder: number;
  /** Clients whose connection was lost or refused while it was measured. */
  failed: number;
  /** From a tick's coming into being to its receipt by the client, ms; null where nothing was delivered. */
  latency: { p50: number; p90: number; p99: number; p999: number; max: number } | null;
  server: {
    /** CPU time of the server's process in the measured part, user and system, s. */
    cpuSeconds: number;
    /** CPU seconds per million deliveries; null where nothing was delivered. */
    cpuPerMillion: number | null;
    /** Resident memory with the first clients and when all were connected, bytes. */
    memoryBefore: number;
    memoryConnected: number;
    /** Difference of the two for each client after the first, bytes. */
    memoryPerConnection: number;
    /** Event-loop delay in the measured part, ms. */
    loopDelay: { p50: number; p99: number; max: number };
  };
  /** CPU time of the load generator's process in the measured part, s: near `seconds` it, not the server, is the limit. */
  generatorCpuSeconds: number;
  /** HTTP requests in the measured part. */
  requests: number;
  /** In the measured part, as the server's sockets counted. */
  bytes: { up: number; down: number; payload: number };
  /** Bytes of a tick's JSON, padding included, of the ticks that left in the measured part; null where none did. */
  payloadPerTick: number | null;
  /** Bytes both ways per delivered tick; null where nothing was delivered. */
  bytesPerTick: number | null;
}

/** A load of which nothing was measured, as it could not be started. */
export interface Unmeasured {
  load: Load;
  /** Why, and what can be done about it; for the reader. */
  unmeasured: { reason: string; advice: string };
}

/** What came of a load. */
export type Outcome = LoadResult | Unmeasured;

/** How far a measurement is. */
export interface LoadProgress {
  phase: 'starting' | 'connecting' | 'measuring';
  /** Of the whole measurement, 0 to 1. */
  done: number;
  /** Clients connected so far. */
  connected: number;
  /** Ticks delivered so far. */
  delivered: number;
}
