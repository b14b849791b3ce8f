import { formatBytes, formatCount, formatCountOf, formatMs, formatShare, NONE } from '@/lib/figures/format';
import type { LoadResult } from '@/lib/load/result';
import { nameOf } from '@/lib/techniques';
import { settingNames, techniqueSettings } from '@/lib/techniques/settings';

/** A column of the results: its raw value, and the same for the reader. */
export interface Column {
  /** Its name in a file; the unit is part of it. */
  key: string;
  label: string;
  value(result: LoadResult): number | string | null;
  show(result: LoadResult): string;
}

const count = (key: string, label: string, value: (result: LoadResult) => number): Column => ({
  key,
  label,
  value,
  show: (result) => formatCount(value(result)),
});

const ms = (key: string, label: string, value: (result: LoadResult) => number | null): Column => ({
  key,
  label,
  value,
  show: (result) => formatMs(value(result)),
});

const bytes = (key: string, label: string, value: (result: LoadResult) => number | null): Column => ({
  key,
  label,
  value,
  show: (result) => {
    const amount = value(result);
    // Memory may shrink by chance where clients are few.
    return amount !== null && amount < 0 ? `-${formatBytes(-amount)}` : formatBytes(amount);
  },
});

const seconds = (key: string, label: string, value: (result: LoadResult) => number | null): Column => ({
  key,
  label,
  value,
  show: (result) => value(result)?.toFixed(2) ?? NONE,
});

const name = ({ load }: LoadResult) => nameOf(load.technique);

/** A setting that is a technique's own. */
function ownColumn(name: (typeof settingNames)[number]): Column {
  return seconds(`${name}_${techniqueSettings[name].unit}`, name, ({ load }) => load[name]);
}

/** What the table on the terminal shows. */
export const columns: readonly Column[] = [
  { key: 'technique', label: 'technique', value: ({ load }) => load.technique, show: name },
  count('clients', 'clients', ({ load }) => load.clients),
  count('delivered', 'delivered', (r) => r.delivered),
  count('lost', 'lost', (r) => r.lost),
  ms('latency_p50_ms', 'p50', (r) => r.latency?.p50 ?? null),
  ms('latency_p99_ms', 'p99', (r) => r.latency?.p99 ?? null),
  ms('latency_p999_ms', 'p99.9', (r) => r.latency?.p999 ?? null),
  seconds('cpu_s_per_million', 'CPU s/1M', (r) => r.server.cpuPerMillion),
  bytes('memory_per_connection_bytes', 'memory/conn.', (r) => r.server.memoryPerConnection),
  count('requests', 'requests', (r) => r.requests),
  bytes('bytes', 'bytes', (r) => r.bytes.up + r.bytes.down),
  bytes('bytes_per_tick', 'bytes/tick', (r) => r.bytesPerTick),
  ms('loop_delay_p99_ms', 'loop delay p99', (r) => r.server.loopDelay.p99),
];

/** What else a file holds. */
export const moreColumns: readonly Column[] = [
  seconds('rate', 'ticks/s', ({ load }) => load.rate),
  seconds('seconds', 'seconds', (r) => r.seconds),
  count('padding_bytes', 'padding', ({ load }) => load.padding),
  ...settingNames.map(ownColumn),
  count('expected', 'expected', (r) => r.expected),
  count('doubled', 'doubled', (r) => r.doubled),
  count('out_of_order', 'out of order', (r) => r.outOfOrder),
  count('failed', 'failed', (r) => r.failed),
  ms('latency_p90_ms', 'p90', (r) => r.latency?.p90 ?? null),
  ms('latency_max_ms', 'max', (r) => r.latency?.max ?? null),
  seconds('cpu_s', 'CPU s', (r) => r.server.cpuSeconds),
  bytes('memory_before_bytes', 'memory before', (r) => r.server.memoryBefore),
  bytes('memory_connected_bytes', 'memory connected', (r) => r.server.memoryConnected),
  ms('loop_delay_p50_ms', 'loop delay p50', (r) => r.server.loopDelay.p50),
  ms('loop_delay_max_ms', 'loop delay max', (r) => r.server.loopDelay.max),
  seconds('generator_cpu_s', 'generator CPU s', (r) => r.generatorCpuSeconds),
  bytes('bytes_up', 'bytes up', (r) => r.bytes.up),
  bytes('bytes_down', 'bytes down', (r) => r.bytes.down),
  bytes('payload_bytes', 'payload', (r) => r.bytes.payload),
];

/** Notes on results that are not what they seem, one line each. */
export function notesOn(results: readonly LoadResult[]): string[] {
  return results.flatMap((result) => {
    const who = `${name(result)}, ${formatCountOf(result.load.clients, 'client')}`;
    const busy = result.generatorCpuSeconds / result.seconds;
    const notes: string[] = [];
    if (result.lost > 0) notes.push(`${who}: ${formatCountOf(result.lost, 'TICK WAS', 'TICKS WERE')} LOST.`);
    if (result.failed > 0) notes.push(`${who}: ${formatCountOf(result.failed, 'connection')} broke.`);
    if (busy > 0.85) {
      notes.push(
        `${who}: the load generator was busy for ${formatShare(busy)} of the time, so its latencies are its own too.`,
      );
    }
    return notes;
  });
}
