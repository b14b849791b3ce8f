// Loaded into the server before its own code: tells the parent process once a second how the server is. When the parent
// says so, it cuts all of its connections, or collects its garbage.
import { subscribe } from 'node:diagnostics_channel';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How the server was in the last second. Sizes in bytes, times in ms, `cpu` as a share of one core. */
export interface Health {
  rss: number;
  heap: number;
  /** What is in use, buffers included; garbage is too, unless it was `collected` just before. */
  used: number;
  collected: boolean;
  connections: number;
  /** Open ones, sockets included; null where the system does not tell. */
  files: number | null;
  cpu: number;
  delay: { p50: number; p99: number; max: number };
}

export type ProbeCommand = 'cut' | 'collect';

const sockets = new Set<Socket>();
subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

process.on('message', (command: ProbeCommand) => {
  if (command === 'cut') for (const socket of sockets) socket.resetAndDestroy();
  else collect();
});

const RESOLUTION_MS = 1;
const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
histogram.enable();
let before = process.cpuUsage();

setInterval(() => tell(false), 1000).unref();

/** Buffers are let go of in the background, after the collection that found them unused. */
function collect(): void {
  globalThis.gc?.();
  setTimeout(() => {
    globalThis.gc?.();
    tell(true);
  }, 50);
}

function tell(collected: boolean): void {
  const memory = memoryUsage();
  if (!memory) return;
  const { rss, heapUsed, external } = memory;
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  // The histogram counts the time between two looks, which would be its resolution on an idle loop.
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const health: Health = {
    rss,
    heap: heapUsed,
    used: heapUsed + external,
    collected,
    connections: sockets.size,
    files: openFiles(),
    cpu: (user + system) / 1e6,
    delay: { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) },
  };
  histogram.reset();
  if (process.connected) process.send?.(health);
}

/** @returns null where no file can be opened any more: how much is resident stands in one */
function memoryUsage(): NodeJS.MemoryUsage | null {
  try {
    return process.memoryUsage();
  } catch {
    return null;
  }
}

function openFiles(): number | null {
  try {
    // Without the one that is open for this look.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return null;
  }
}
