import type { TechniqueId } from '@/lib/techniques';
import { standardSettings } from '@/lib/techniques/settings';
import type { Lab } from './lab';
import { defaultLab } from './lab';
import type { LoadResult } from './result';
import type { LoadRun } from './runs';

/** A result with round numbers, for tests of what is calculated from results. */
export function resultOf(
  technique: TechniqueId,
  clients: number,
  part: Partial<Omit<LoadResult, 'load'>> = {},
): LoadResult {
  const { rate, seconds, padding } = defaultLab;
  return {
    load: { technique, clients, rate, seconds, padding, ...standardSettings },
    seconds,
    ticks: rate * seconds,
    expected: rate * seconds * clients,
    delivered: rate * seconds * clients,
    lost: 0,
    doubled: 0,
    outOfOrder: 0,
    failed: 0,
    latency: { p50: 1, p90: 2, p99: 3, p999: 4, max: 5 },
    server: {
      cpuSeconds: 0.3,
      cpuPerMillion: 10,
      memoryBefore: 50e6,
      memoryConnected: 60e6,
      memoryPerConnection: 10e6 / clients,
      loopDelay: { p50: 1, p99: 2, max: 3 },
    },
    generatorCpuSeconds: 0.6,
    requests: 0,
    bytes: { up: 0, down: 0, payload: 0 },
    bytesPerTick: 100,
    ...part,
  };
}

export function runOf(results: LoadResult[], lab: Partial<Lab> = {}): LoadRun {
  return {
    id: 1,
    startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    lab: { ...defaultLab, ...lab },
    machine: { cpus: 4, cpu: 'Model 1, fast', memory: 8e9, node: 'v20.0.0' },
    results,
    unmeasured: [],
    end: { reason: 'done', message: null },
  };
}
