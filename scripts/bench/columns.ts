import { formatBytes, formatCount, formatMs, NONE } from '@/lib/figures/format';
import { failureOf, isMeasured } from '@/lib/load/failure';
import type { LoadResult, Outcome } from '@/lib/load/result';
import type { Load } from '@/lib/load/settings';
import { nameOf } from '@/lib/techniques';
import { isChoice, type Setting } from '@/lib/techniques/setting';
import { settingNames, techniqueSettings } from '@/lib/techniques/settings';

/** A column of the results: its raw value, and the same for the reader. */
export interface Column {
  /** Its name in a file; the unit is part of it. */
  key: string;
  label: string;
  value(outcome: Outcome): number | string | null;
  show(outcome: Outcome): string;
}

type Value<T> = (result: LoadResult) => T;

/** A column of what was measured; it is empty where nothing was. */
const measured = (
  key: string,
  label: string,
  value: Value<number | null>,
  show: (value: number) => string,
): Column => {
  const known = (outcome: Outcome) => (isMeasured(outcome) ? value(outcome) : null);
  return {
    key,
    label,
    value: known,
    show: (outcome) => {
      const found = known(outcome);
      return found === null ? NONE : show(found);
    },
  };
};

const count = (key: string, label: string, value: Value<number>) => measured(key, label, value, formatCount);
const ms = (key: string, label: string, value: Value<number | null>) => measured(key, label, value, formatMs);
const seconds = (key: string, label: string, value: Value<number | null>) =>
  measured(key, label, value, (found) => found.toFixed(2));
const bytes = (key: string, label: string, value: Value<number | null>) =>
  measured(key, label, value, formatBytes);

/** A column of what was asked for, which is known whatever came of it. */
const asked = (
  key: string,
  label: string,
  value: (load: Load) => number | string,
  show: (load: Load) => string,
): Column => ({ key, label, value: ({ load }) => value(load), show: ({ load }) => show(load) });

/** A setting that is a technique's own. */
function ownColumn(name: (typeof settingNames)[number]): Column {
  const setting: Setting = techniqueSettings[name];
  return asked(
    isChoice(setting) ? name : `${name}_${setting.unit}`,
    name,
    (load) => load[name],
    (load) => String(load[name]),
  );
}

/** What the table on the terminal shows. */
export const columns: readonly Column[] = [
  asked(
    'technique',
    'technique',
    ({ technique }) => technique,
    ({ technique }) => nameOf(technique),
  ),
  asked(
    'clients',
    'clients',
    ({ clients }) => clients,
    ({ clients }) => formatCount(clients),
  ),
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
  {
    key: 'failure',
    label: 'outcome',
    value: (outcome) => failureOf(outcome)?.reason ?? null,
    show: (outcome) => {
      const failure = failureOf(outcome);
      return failure ? `failed: ${failure.reason}` : 'sound';
    },
  },
];

/** What else a file holds. */
export const moreColumns: readonly Column[] = [
  asked(
    'rate',
    'ticks/s',
    ({ rate }) => rate,
    ({ rate }) => String(rate),
  ),
  seconds('seconds', 'seconds', (r) => r.seconds),
  asked(
    'padding_bytes',
    'padding',
    ({ padding }) => padding,
    ({ padding }) => String(padding),
  ),
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
