import * as z from 'zod/mini';
import { formatCountOf } from '@/lib/figures/format';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { techniqueSettingsSchema } from '@/lib/techniques/settings';
import { defaultLoad, type Load, loadLimits, loadSchema, MOST_DELIVERIES_PER_SECOND } from './settings';

const load = loadSchema.shape;

/** The settings of what the load lab measures. This schema is the only list of them. */
export const labSchema = z.object({
  techniques: z.array(z.enum(techniqueIds)),
  /** Clients of the largest measurement. */
  clients: load.clients,
  /** Whether smaller numbers of clients are measured too, on the way there. */
  growth: z.boolean(),
  rate: load.rate,
  /** Length of one measurement, s. */
  seconds: load.seconds,
  padding: load.padding,
  ...techniqueSettingsSchema.shape,
});
export type Lab = z.infer<typeof labSchema>;

export const defaultLab: Lab = {
  ...defaultLoad,
  techniques: [...techniqueIds],
  clients: 500,
  growth: true,
  seconds: 3,
};

/** Clients of a growth series; the largest, which the reader chooses, ends it. */
const STEPS = [1, 10, 50, 100, 250, 500, 1000, 1750, 2500, 3500, loadLimits.clients.max];

/** How many clients are measured, ascending. */
export function stepsOf({ clients, growth }: Pick<Lab, 'clients' | 'growth'>): number[] {
  return growth ? [...STEPS.filter((step) => step < clients), clients] : [clients];
}

/**
 * The measurements of a job. Techniques take turns at each number of clients, so that what changes on the machine
 * meanwhile befalls all of them, and a job that is stopped leaves curves of equal length.
 */
export function loadsOf(lab: Lab): Load[] {
  const { rate, seconds, padding } = lab;
  const own = techniqueSettingsSchema.parse(lab);
  return stepsOf(lab).flatMap((clients) =>
    inOrder(lab.techniques).map((technique) => ({
      technique,
      clients,
      rate,
      seconds,
      padding,
      ...own,
    })),
  );
}

/** Why these settings cannot be measured, in words; null where they can. */
export function problemOf({ techniques, clients, rate }: Lab): string | null {
  if (techniques.length === 0) return 'No technique is on.';
  if (clients * rate <= MOST_DELIVERIES_PER_SECOND) return null;
  const count = (value: number) => Math.floor(value).toLocaleString('en-US');
  return (
    `${formatCountOf(clients, 'client')} × ${formatCountOf(rate, 'tick')} a second are ${count(clients * rate)} deliveries a second. ` +
    `More than ${count(MOST_DELIVERIES_PER_SECOND)} would measure the load generator: at this rate, ` +
    `${formatCountOf(Math.floor(MOST_DELIVERIES_PER_SECOND / rate), 'client')} at most.`
  );
}

function inOrder(chosen: readonly TechniqueId[]): TechniqueId[] {
  return techniqueIds.filter((id) => chosen.includes(id));
}
