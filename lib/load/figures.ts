import { type Figure, figure } from '@/lib/figures/figure';
import type { LoadResult } from './result';

/** CPU time of the server by the time it had, 1 is one core; it is a single thread, but for what the system does. */
export const cpuShare = ({ server, seconds }: LoadResult) => server.cpuSeconds / seconds;

/** The same of the load generator. */
export const generatorShare = ({ generatorCpuSeconds, seconds }: LoadResult) => generatorCpuSeconds / seconds;

/** A measured part that took so many times its length was stretched by a server that came too late to end it. */
const STRETCHED = 1.2;

/** The results of a server that did not keep up. */
export function overloaded(results: readonly LoadResult[]): LoadResult[] {
  return results.filter(({ seconds, load }) => seconds > STRETCHED * load.seconds);
}

/** All figures of one measurement, in the order of their rows. */
export const loadFigures: readonly Figure<LoadResult>[] = [
  figure('clients', 'Clients', 'count', (r) => r.load.clients, 'Clients connected at once.', { less: false }),
  figure('delivered', 'Deliveries', 'count', (r) => r.delivered, 'Ticks received, over all clients.', {
    less: false,
  }),
  figure(
    'cpu_per_million',
    'CPU per million',
    's',
    (r) => r.server.cpuPerMillion,
    "CPU time of the server's process, user and system, for a million deliveries.",
  ),
  figure(
    'cpu_share',
    'CPU of the server',
    'share',
    cpuShare,
    "CPU time of the server's process by the time measured; 100 % is one core.",
  ),
  figure(
    'memory',
    'Memory of the server',
    'B',
    (r) => r.server.memoryConnected,
    "Resident memory of the server's process with all clients connected.",
  ),
  figure(
    'memory_per_connection',
    'Memory per client',
    'B',
    (r) => r.server.memoryPerConnection,
    'What the resident memory grew by after the first ten clients (at most half of them), by how many more there were. What the first make a process load is left out. With few clients it is within what the process gains and loses by itself.',
  ),
  figure(
    'latency_p50',
    'Latency p50',
    'ms',
    (r) => r.latency?.p50 ?? null,
    "Half of the deliveries were received within this time after the tick's coming into being.",
  ),
  figure('latency_p90', 'Latency p90', 'ms', (r) => r.latency?.p90 ?? null, 'Nine of ten were.'),
  figure('latency_p99', 'Latency p99', 'ms', (r) => r.latency?.p99 ?? null, '99 of 100 were.'),
  figure('latency_p999', 'Latency p99.9', 'ms', (r) => r.latency?.p999 ?? null, '999 of 1,000 were.'),
  figure('latency_max', 'Latency max', 'ms', (r) => r.latency?.max ?? null, 'The latest delivery.'),
  figure(
    'loop_delay_p99',
    'Event-loop delay p99',
    'ms',
    (r) => r.server.loopDelay.p99,
    "By how much the server's event loop was late, in the 99th percentile.",
  ),
  figure(
    'requests_per_second',
    'Requests a second',
    'number',
    (r) => r.requests / r.seconds,
    'HTTP requests in the measured part, from when all clients were connected; a stream asks before it.',
  ),
  figure('bytes_up', 'Bytes up, a second', 'B', (r) => r.bytes.up / r.seconds, 'From the clients.'),
  figure('bytes_down', 'Bytes down, a second', 'B', (r) => r.bytes.down / r.seconds, 'To the clients.'),
  figure(
    'bytes_per_tick',
    'Bytes per tick',
    'B',
    (r) => r.bytesPerTick,
    "Bytes both ways for each delivery, from the server's sockets.",
  ),
  figure(
    'payload_per_tick',
    'Payload per tick',
    'B',
    (r) => r.payloadPerTick,
    "Bytes of the tick's own JSON, by deliveries.",
    { less: false },
  ),
  figure('lost', 'Lost', 'count', (r) => r.lost, 'Deliveries that never came.'),
  figure(
    'disorder',
    'Doubled, out of order',
    'count',
    (r) => r.doubled + r.outOfOrder,
    'Ticks that came twice, or after a later one.',
  ),
  figure(
    'failed',
    'Clients failed',
    'count',
    (r) => r.failed,
    'Clients whose connection was lost or refused while it was measured.',
  ),
  figure(
    'generator_share',
    'CPU of the generator',
    'share',
    generatorShare,
    'CPU time of the load generator by the time measured. Near 100 % it, not the server, is the limit.',
    { less: false },
  ),
];
