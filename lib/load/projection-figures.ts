import { type Figure, figure } from '@/lib/figures/figure';
import { formatCount } from '@/lib/figures/format';
import { formatIn, type Unit } from '@/lib/figures/unit';
import type { Assumptions } from './assumptions';
import { type Costs, costsOf, DAYS, type Projection, project, type Reach, reachOf } from './projection';
import { alikeOf, rangeOf } from './range';
import type { LoadResult } from './result';
import { type LoadRun, largestResults } from './runs';

/** A technique's projection, with the measurement that it comes from. */
export interface Projected {
  result: LoadResult;
  costs: Costs;
  projection: Projection;
  reach: Reach;
  /** The same from the least and from the largest costs that so many measurements alike allow. */
  range: { low: Projection; high: Projection; measurements: number };
}

/**
 * What an audience would take by a run: for each technique, from its largest measurement that did not fail.
 *
 * @param runs whose measurements, where they are alike, tell how far the costs of `run` may be trusted
 */
export function projectedFrom(runs: readonly LoadRun[], run: LoadRun, assumptions: Assumptions): Projected[] {
  return largestResults(run).flatMap((result) => {
    const costs = costsOf(result);
    const alike = alikeOf(runs, run, result);
    const range = rangeOf(alike);
    if (!costs || !range) return [];
    return [
      {
        result,
        costs,
        projection: project(costs, assumptions),
        reach: reachOf(result, assumptions),
        range: {
          low: project(range.low, assumptions),
          high: project(range.high, assumptions),
          measurements: alike.length,
        },
      },
    ];
  });
}

/** A projected figure with its range below it, where it has any width. */
function ranged(
  key: string,
  label: string,
  unit: Unit,
  value: (projection: Projection) => number,
  meaning: string,
  { less = true, word }: { less?: boolean; word?: (projected: Projected) => string } = {},
): Figure<Projected> {
  const note = (projected: Projected) => {
    const { low, high } = projected.range;
    const ends = [value(low), value(high)].sort((a, b) => a - b).map((end) => formatIn(unit, end));
    const range = ends[0] === ends[1] ? null : ends.join(' to ');
    const notes = [range, word?.(projected)].filter((part) => part != null);
    return notes.length > 0 ? notes.join(', ') : null;
  };
  return figure(key, label, unit, ({ projection }) => value(projection), meaning, { less, note });
}

const bindingWords = { cpu: 'CPU binds', memory: 'memory binds', network: 'network binds' } as const;

/** What an audience would take, in the order of the rows. */
export const projectionFigures: readonly Figure<Projected>[] = [
  figure(
    'requests',
    'Requests a second',
    'count',
    ({ projection }) => projection.requests,
    'HTTP requests in the steady state; a stream asks when it is opened.',
  ),
  ranged('cores', 'Cores at work', 'number', (projection) => projection.cores, 'CPU time for each second.'),
  ranged('up', 'Up, a second', 'B', (projection) => projection.up, 'Bytes from the users.'),
  ranged('down', 'Down, a second', 'B', (projection) => projection.down, 'Bytes to the users.'),
  ranged(
    'memory',
    'Memory of clients',
    'B',
    (projection) => projection.memory,
    'Without that of the empty processes.',
  ),
  ranged(
    'servers_cpu',
    'Servers by CPU',
    'count',
    (projection) => projection.servers.cpu,
    'If CPU alone mattered.',
  ),
  ranged(
    'servers_memory',
    'Servers by memory',
    'count',
    (projection) => projection.servers.memory,
    'If memory alone mattered; ∞ where the empty processes leave no room.',
  ),
  ranged(
    'servers_network',
    'Servers by network',
    'count',
    (projection) => projection.servers.network,
    'If the network alone mattered, in the direction that carries more.',
  ),
  ranged(
    'servers',
    'Servers needed',
    'count',
    (projection) => projection.needed,
    'The largest of the three, at least 1.',
    { word: ({ projection }) => bindingWords[projection.binding] },
  ),
  ranged(
    'users_per_process',
    'Users a process',
    'count',
    (projection) => projection.usersPerProcess,
    'With one process a core. Above the number measured, whether one process bears so many is not known.',
    { less: false, word: ({ result }) => `measured up to ${formatCount(result.load.clients)}` },
  ),
  ranged(
    'traffic',
    'Traffic a month',
    'B',
    (projection) => projection.traffic,
    `Both ways, in ${DAYS} days of the hours assumed.`,
  ),
];

/** The measured quantities that a projection starts from. */
export const costFigures: readonly Figure<Projected>[] = [
  figure(
    'basis',
    'Measured with clients',
    'count',
    ({ result }) => result.load.clients,
    'The largest measurement of the run.',
    { less: false },
  ),
  figure(
    'cpu_per_unit',
    'CPU per million',
    's',
    ({ costs }) => costs.cpu * 1e6,
    'CPU seconds of the server by a million requests of a technique that asks, or deliveries of a stream.',
    { less: false, note: ({ costs }) => (costs.unit === 'request' ? 'requests' : 'deliveries') },
  ),
  figure(
    'up_per_unit',
    'Up, for each of them',
    'B',
    ({ costs }) => costs.up,
    'Bytes up by requests or deliveries.',
    { less: false },
  ),
  figure(
    'down_per_unit',
    'Overhead down, each',
    'B',
    ({ costs }) => costs.down,
    'Bytes down without payload, by requests or deliveries.',
    { less: false },
  ),
  figure(
    'memory_per_user',
    'Memory per client',
    'B',
    ({ costs }) => costs.memory,
    'What the resident memory grew by after the first clients, by how many more there were; 0 where it shrank.',
    { less: false },
  ),
  figure('base', 'Empty process', 'B', ({ costs }) => costs.base, 'Resident memory with the first clients.', {
    less: false,
  }),
];
