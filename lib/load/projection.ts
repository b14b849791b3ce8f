import { type TechniqueId, techniqueOf } from '@/lib/techniques';
import type { Assumptions } from './assumptions';
import type { LoadResult } from './result';

/** Days of a month, for its traffic. */
export const DAYS = 30;

/** What a technique was measured to cost, for each unit of its work. */
export interface Costs {
  technique: TechniqueId;
  /** A stream works for each delivery; a technique that asks works for each request it answers. */
  unit: 'request' | 'delivery';
  /** CPU time of the server, s. */
  cpu: number;
  /** Bytes that are not payload. */
  up: number;
  down: number;
  /** Resident memory for each client, bytes; 0 where less than nothing was measured. */
  memory: number;
  /** Resident memory of a process with its first clients, bytes. */
  base: number;
}

/** Which of the three ways a technique gets its updates. */
export type Model = 'interval' | 'held' | 'stream';

const models = { 'every interval': 'interval', 'when answered': 'held', once: 'stream' } as const;

export function modelOf(id: TechniqueId): Model {
  return models[techniqueOf(id).traits.asks];
}

function unitOf(technique: TechniqueId): Costs['unit'] {
  return modelOf(technique) === 'stream' ? 'delivery' : 'request';
}

/** How many units of work a measurement had. */
export function unitsOf({ load, delivered, requests }: LoadResult): number {
  return unitOf(load.technique) === 'delivery' ? delivered : requests;
}

/**
 * What a measurement says about the cost of each unit of work. Units are the requests of a technique that asks, the
 * deliveries of a stream:
 *
 *     cpu = CPU seconds / units,   up = bytes up / units,   down = (bytes down − payload) / units
 *
 * For a technique that asks, the payload does not cross upwards, so that all of its bytes up are overhead.
 *
 * @returns null where nothing was delivered or asked
 */
export function costsOf(result: LoadResult): Costs | null {
  const { technique } = result.load;
  const units = unitsOf(result);
  if (units === 0 || result.delivered === 0) return null;
  const { server, bytes } = result;
  return {
    technique,
    unit: unitOf(technique),
    cpu: server.cpuSeconds / units,
    up: bytes.up / units,
    down: Math.max(0, bytes.down - bytes.payload) / units,
    memory: Math.max(0, server.memoryPerConnection),
    base: server.memoryBefore,
  };
}

/** What an audience would take. Rates are per second. */
export interface Projection {
  technique: TechniqueId;
  requests: number;
  deliveries: number;
  /** Cores that are fully at work. */
  cores: number;
  /** Bytes a second. */
  up: number;
  down: number;
  /** Memory of the users' connections, bytes. */
  memory: number;
  /** Servers by each of the three that can be short; infinite where a server has no room for a single user. */
  servers: { cpu: number; memory: number; network: number };
  /** Servers that are enough for all three, at least 1, and which of the three asks for most. */
  needed: number;
  binding: 'cpu' | 'memory' | 'network';
  /** Users to each process, one process a core. */
  usersPerProcess: number;
  /** Bytes both ways in a month. */
  traffic: number;
}

/**
 * Requests a second of all users in the steady state:
 *
 * - polling by interval: `users / interval`;
 * - held polls: `users × max(1 / timeout, min(updates, 1000 / round trip))`: one answer for each update, but no
 *   sooner than the client can have asked again, and one empty answer for each timeout in which nothing happens;
 * - streams: 0.
 */
export function requestsPerSecond(model: Model, a: Assumptions): number {
  switch (model) {
    case 'interval':
      return a.users / a.interval;
    case 'held': {
      const fastest = a.roundTrip > 0 ? 1000 / a.roundTrip : Number.POSITIVE_INFINITY;
      return a.users * Math.max(1 / a.timeout, Math.min(a.updates, fastest));
    }
    case 'stream':
      return 0;
  }
}

/**
 * What an audience would take, if each request or delivery costs what it was measured to cost:
 *
 *     units     = requests a second, or users × updates for a stream
 *     cores     = units × cpu
 *     down      = users × updates × payload + units × down overhead
 *     up        = units × up overhead + requests a second × further headers
 *     memory    = users × memory for each client
 *     servers   = the largest of
 *                 cores / (cores a server × full),
 *                 memory / (memory a server × full − cores a server × memory of an empty process),
 *                 8 × max(up, down) / (network × full),       each rounded up
 *     traffic   = (up + down) × 3600 × hours × 30
 *
 * TCP/IP headers, socket buffers of the operating system and limits on open files are not in it, since none of them
 * is in what was measured.
 */
export function project(costs: Costs, a: Assumptions): Projection {
  const requests = requestsPerSecond(modelOf(costs.technique), a);
  const deliveries = a.users * a.updates;
  const units = costs.unit === 'delivery' ? deliveries : requests;
  const full = a.utilisation / 100;

  const cores = units * costs.cpu;
  const up = units * costs.up + requests * a.headers;
  const down = deliveries * a.payload + units * costs.down;
  const memory = a.users * costs.memory;

  const room = a.memory * 1e9 * full - a.cores * costs.base;
  const load = {
    cpu: cores / (a.cores * full),
    memory: room > 0 ? memory / room : Number.POSITIVE_INFINITY,
    network: (8 * Math.max(up, down)) / (a.network * 1e9 * full),
  };
  const most = Math.max(load.cpu, load.memory, load.network);
  const needed = Math.max(1, roundUp(most));
  return {
    technique: costs.technique,
    requests,
    deliveries,
    cores,
    up,
    down,
    memory,
    servers: {
      cpu: roundUp(load.cpu),
      memory: roundUp(load.memory),
      network: roundUp(load.network),
    },
    needed,
    binding: load.cpu === most ? 'cpu' : load.memory === most ? 'memory' : 'network',
    usersPerProcess: a.users / (needed * a.cores),
    traffic: (up + down) * 3600 * a.hours * DAYS,
  };
}

/** The next whole number; what is above one by a rounding error of the calculation is that number. */
function roundUp(value: number): number {
  return Math.ceil(value * (1 - 1e-12));
}

/** How far a projection goes beyond what was measured. */
export interface Reach {
  /** Users by the clients of the measurement; up to 1 it was measured. */
  clients: number;
  /** Whether what each user gets, and how often it asks, is as in the measurement. */
  rate: boolean;
  payload: boolean;
  asking: boolean;
}

/** Updates of a size that differs by so little from the measured are the same. */
const SAME = 0.05;

/** What of a projection is extrapolated, beside the measurement it comes from. */
export function reachOf({ load, payloadPerTick }: LoadResult, a: Assumptions): Reach {
  const measured = payloadPerTick ?? 0;
  const model = modelOf(load.technique);
  return {
    clients: a.users / load.clients,
    rate: a.updates === load.rate,
    payload: Math.abs(a.payload - measured) <= SAME * measured,
    asking:
      (model !== 'interval' || a.interval === load.interval) &&
      (model !== 'held' || a.timeout === load.timeout),
  };
}
