import { type Figure, figure } from '@/lib/figures/figure';
import { formatCount } from '@/lib/figures/format';
import { type Costs, DAYS, type Projection, type Reach } from './projection';
import type { LoadResult } from './result';

/** A technique's projection, with the measurement that it comes from. */
export interface Projected {
  result: LoadResult;
  costs: Costs;
  projection: Projection;
  reach: Reach;
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
  figure(
    'cores',
    'Cores at work',
    'number',
    ({ projection }) => projection.cores,
    'CPU time for each second.',
  ),
  figure('up', 'Up, a second', 'B', ({ projection }) => projection.up, 'Bytes from the users.'),
  figure('down', 'Down, a second', 'B', ({ projection }) => projection.down, 'Bytes to the users.'),
  figure(
    'memory',
    'Memory of clients',
    'B',
    ({ projection }) => projection.memory,
    'Without that of the empty processes.',
  ),
  figure(
    'servers_cpu',
    'Servers by CPU',
    'count',
    ({ projection }) => projection.servers.cpu,
    'If CPU alone mattered.',
  ),
  figure(
    'servers_memory',
    'Servers by memory',
    'count',
    ({ projection }) => projection.servers.memory,
    'If memory alone mattered; ∞ where the empty processes leave no room.',
  ),
  figure(
    'servers_network',
    'Servers by network',
    'count',
    ({ projection }) => projection.servers.network,
    'If the network alone mattered, in the direction that carries more.',
  ),
  figure(
    'servers',
    'Servers needed',
    'count',
    ({ projection }) => projection.needed,
    'The largest of the three, at least 1.',
    { note: ({ projection }) => bindingWords[projection.binding] },
  ),
  figure(
    'users_per_process',
    'Users a process',
    'count',
    ({ projection }) => projection.usersPerProcess,
    'With one process a core. Above the number measured, whether one process bears so many is not known.',
    { less: false, note: ({ result }) => `measured up to ${formatCount(result.load.clients)}` },
  ),
  figure(
    'traffic',
    'Traffic a month',
    'B',
    ({ projection }) => projection.traffic,
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
    'Resident memory with all clients, without that before the first, by their number; 0 where it shrank.',
    { less: false },
  ),
  figure(
    'base',
    'Empty process',
    'B',
    ({ costs }) => costs.base,
    'Resident memory before the first client.',
    { less: false },
  ),
];
