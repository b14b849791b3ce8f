import { firstClientsOf, type LoadResult } from '@/lib/load/result';
import type { Load } from '@/lib/load/settings';
import { askIntervalOf } from '@/lib/techniques/settings';
import { entryFile } from './child';
import { conduct, type Watcher } from './conduct';
import { NodeSubject } from './subject';

/**
 * Measures one load: starts a server that serves nothing else and a load generator, each in a process of its own so
 * that its CPU time and memory are its alone, and ends both. `conduct` tells how.
 *
 * @throws StartError where the load cannot be started: too few open files allowed, processes that are slow, clients
 * that cannot connect; Error where a process ends early; the reason of `signal` when that is aborted
 */
export async function measure(load: Load, watcher: Watcher = {}): Promise<LoadResult> {
  const terms = {
    clients: load.clients,
    seconds: load.seconds,
    intervalMs: askIntervalOf(load.technique, load),
  };
  const start = () =>
    new NodeSubject('the server under load', entryFile('load-server'), [JSON.stringify(load)]);
  const { ticks, found, figures, memory } = await conduct(terms, start, watcher);
  const { delivered, doubled, outOfOrder, failed, latency } = found;
  const { seconds, cpuSeconds, loopDelay, requests, bytes, sent } = figures;
  const expected = ticks * load.clients;
  const each = (amount: number) => (delivered > 0 ? amount / delivered : null);
  return {
    load,
    seconds,
    ticks,
    expected,
    delivered,
    lost: expected - delivered,
    doubled,
    outOfOrder,
    failed,
    latency,
    server: {
      cpuSeconds,
      cpuPerMillion: each(cpuSeconds * 1e6),
      memoryBefore: memory.before,
      memoryConnected: memory.connected,
      memoryPerConnection: (memory.connected - memory.before) / (load.clients - firstClientsOf(load.clients)),
      loopDelay,
    },
    generatorCpuSeconds: found.cpuSeconds,
    requests,
    bytes,
    payloadPerTick: sent > 0 ? bytes.payload / sent : null,
    bytesPerTick: each(bytes.up + bytes.down),
  };
}
