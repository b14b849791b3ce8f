import * as z from 'zod/mini';
import { numberWithin } from '@/lib/schema/number';

/**
 * Everything that can be made to go wrong, for one page: in plain words, and by its name. `seconds` is how long by default;
 * null has no length.
 */
export const faultKinds = [
  {
    kind: 'rst',
    plain: 'Cut every connection',
    name: 'Cut (RST)',
    seconds: null,
    meaning: 'Every connection of the techniques is reset at once, as by a crashed server or a firewall.',
  },
  {
    kind: 'fin',
    plain: 'Close every connection in good order',
    name: 'Cut (FIN)',
    seconds: null,
    meaning:
      'Every connection of the techniques is closed in an orderly way, as by a proxy that has had enough.',
  },
  {
    kind: 'refuse',
    plain: 'Refuse new connections',
    name: 'Refuse',
    seconds: 5,
    meaning: 'New connections are reset; those that stand go on.',
  },
  {
    kind: 'unavailable',
    plain: 'Answer that the service is unavailable',
    name: '503',
    seconds: 5,
    meaning: 'Every new request is answered with status 503; streams that stand go on.',
  },
  {
    kind: 'freeze',
    plain: 'Go silent',
    name: 'Freeze',
    seconds: 5,
    meaning:
      'Every connection goes silent for good without being closed, and so does each that is opened in this time: half-open. Only a heartbeat or a deadline notices.',
  },
  {
    kind: 'buffer',
    plain: 'A proxy that collects',
    name: 'Buffer',
    seconds: 10,
    meaning:
      'Answers are kept back until they are complete or 32 kB large, as by a reverse proxy that buffers. A WebSocket is no answer, and passes.',
  },
  {
    kind: 'outage',
    plain: 'No network',
    name: 'Outage',
    seconds: 5,
    meaning: 'Nothing passes, in either direction; connections stand, and go on afterwards.',
  },
  {
    kind: 'restart',
    plain: 'Restart the feed',
    name: 'Restart feed',
    seconds: null,
    meaning: 'The feed is thrown away with its history and made anew from the seed; connections are reset.',
  },
] as const;

export type FaultKind = (typeof faultKinds)[number]['kind'];

const kinds = faultKinds.map(({ kind }) => kind);

export const MAX_FAULT_SECONDS = 120;

/** One fault to be made now. `seconds` is ignored where the kind has no length. */
export const faultSchema = z.object({
  kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }),
  seconds: z._default(numberWithin(0.1, MAX_FAULT_SECONDS), 5),
});
export type Fault = z.infer<typeof faultSchema>;

/** A fault of a scenario: made when the run has lasted `at` seconds. */
export interface PlannedFault {
  at: number;
  fault: Fault;
}

const planned = /^(\d{1,4}(?:\.\d)?):([a-z]+)(?::(\d{1,3}(?:\.\d)?))?$/;

/**
 * Reads an entry of a scenario's script: `<second>:<kind>` or `<second>:<kind>:<seconds>`, such as `20:freeze:10`.
 *
 * @returns null where it is none
 */
export function parsePlanned(text: string): PlannedFault | null {
  const [, at, kind, length] = planned.exec(text) ?? [];
  const known = faultKinds.find((entry) => entry.kind === kind);
  if (!known) return null;
  const fault = faultSchema.safeParse({
    kind,
    seconds: length ? Number(length) : (known.seconds ?? undefined),
  });
  return fault.success ? { at: Number(at), fault: fault.data } : null;
}

/** An entry of a script, in a form that fits into an address. */
export const plannedSchema = z.string().check(z.refine((text) => parsePlanned(text) !== null));

const MAX_PLANNED = 50;

/** What goes wrong, and when. */
export const scriptSchema = z
  .array(plannedSchema)
  .check(
    z.maxLength(MAX_PLANNED),
    z.describe(
      'a list of <second>:<kind> or <second>:<kind>:<seconds>, such as 20:freeze:10; ' +
        `at most ${MAX_PLANNED} of them, each at most ${MAX_FAULT_SECONDS} s; kinds are ${kinds.join(', ')}`,
    ),
  );

/** A fault that happened to a run: one that was made, or that its server was gone and had to be started again. */
export type HappenedKind = FaultKind | 'server';

export function nameOfFault(kind: HappenedKind): string {
  if (kind === 'server') return 'Server gone';
  return faultKinds.find((entry) => entry.kind === kind)?.name ?? kind;
}
