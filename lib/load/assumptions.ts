import * as z from 'zod/mini';
import { numberWithin, wholeWithin } from '@/lib/schema/number';
import { isSound } from './failure';
import type { LoadRun } from './runs';

/** More than nothing. */
const LEAST = 0.001;

const positive = (max: number) => numberWithin(LEAST, max);

/** What a projection assumes; each can be changed by the reader. */
export const assumptionsSchema = z.object({
  /** Connected at once. */
  users: wholeWithin(1, 1e10),
  /** Updates a second to each user. */
  updates: positive(10_000),
  /** Bytes of one update, without overhead. */
  payload: numberWithin(1, 1e7),
  /** From one poll to the next, s. */
  interval: positive(86_400),
  /** How long the server holds a poll at most, s. */
  timeout: positive(86_400),
  /** From a client's asking to the server's being asked, and back, ms. */
  roundTrip: numberWithin(0, 10_000),
  /** Bytes by which a user's request is longer than the load generator's, which has few headers. */
  headers: numberWithin(0, 100_000),
  /** Cores of a server; each runs a process of its own. */
  cores: wholeWithin(1, 1024),
  /** Memory of a server, GB. */
  memory: positive(100_000),
  /** Bandwidth of a server each way, Gbit/s. */
  network: positive(10_000),
  /** How full a server may be of CPU, memory and network, %. */
  utilisation: numberWithin(1, 100),
  /** Hours a day that the users are there. */
  hours: positive(24),
});
export type Assumptions = z.infer<typeof assumptionsSchema>;
export type AssumptionName = keyof Assumptions;

/** How an assumption is put to the reader. */
export const assumptionWords: Readonly<Record<AssumptionName, { label: string; unit: string }>> = {
  users: { label: 'Users at once', unit: '' },
  updates: { label: 'Updates to each', unit: 'per s' },
  payload: { label: 'Payload', unit: 'B' },
  interval: { label: 'Poll every', unit: 's' },
  timeout: { label: 'Poll held for', unit: 's' },
  roundTrip: { label: 'Round trip', unit: 'ms' },
  headers: { label: 'Further headers', unit: 'B' },
  cores: { label: 'Cores a server', unit: '' },
  memory: { label: 'Memory a server', unit: 'GB' },
  network: { label: 'Network a server', unit: 'Gbit/s' },
  utilisation: { label: 'Full at most', unit: '%' },
  hours: { label: 'Hours a day', unit: 'h' },
};

/** As many as no laptop holds. */
export const USERS = 100_000;

/** A default and where it comes from. */
export interface Default {
  value: number;
  source: string;
}

/** The defaults of a projection from a run that has measured something. */
export function defaultsFrom(run: LoadRun): Record<AssumptionName, Default> {
  const { id, lab, machine } = run;
  const results = run.results.filter(isSound);
  const payloads = results.flatMap(({ payloadPerTick }) => payloadPerTick ?? []);
  const payload = payloads.reduce((sum, bytes) => sum + bytes, 0) / payloads.length;
  const asIn = `as in run ${id}`;
  const chosen = (value: number): Default => ({ value, source: 'chosen' });
  return {
    users: chosen(USERS),
    updates: { value: lab.rate, source: asIn },
    payload: {
      value: Math.max(1, payloads.length > 0 ? Math.round(payload) : 1),
      source: `measured by run ${id}`,
    },
    interval: { value: lab.interval, source: asIn },
    timeout: { value: lab.timeout, source: asIn },
    roundTrip: chosen(50),
    headers: chosen(0),
    cores: { value: machine.cpus, source: 'as this machine' },
    memory: { value: Math.round(machine.memory / 1e8) / 10, source: 'as this machine' },
    network: chosen(1),
    utilisation: chosen(60),
    hours: chosen(24),
  };
}
