// Loaded into the server before its own code: tells the parent process once a second how the server is, and cuts all
// of its connections when the parent says so.
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How the server was in the last second. Sizes in bytes, times in ms, `cpu` as a share of one core. */
export interface Health {
  rss: number;
  heap: number;
  connections: number;
  cpu: number;
  delay: { p50: number; p99: number; max: number };
}

const sockets = new Set<Socket>();
subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

process.on('message', (message) => {
  if (message !== 'cut') return;
  for (const socket of sockets) socket.resetAndDestroy();
});

const RESOLUTION_MS = 1;
const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
histogram.enable();
let before = process.cpuUsage();

setInterval(() => {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  // The histogram counts the time between two looks, which would be its resolution on an idle loop.
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const health: Health = {
    rss,
    heap: heapUsed,
    connections: sockets.size,
    cpu: (user + system) / 1e6,
    delay: { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) },
  };
  histogram.reset();
  if (process.connected) process.send?.(health);
}, 1000).unref();
