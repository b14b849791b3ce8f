import * as z from 'zod/mini';
import { numberWithin } from '@/lib/schema/number';
import { techniqueIds } from '@/lib/techniques';
import { standardSettings, techniqueSettingsSchema } from '@/lib/techniques/settings';

/** What a setting may be, whole or not, with its unit for the reader. */
export const loadLimits = {
  clients: { min: 1, max: 5000, unit: 'clients' },
  rate: { min: 0.1, max: 200, unit: 'ticks/s' },
  seconds: { min: 1, max: 60, unit: 's' },
  padding: { min: 0, max: 10_000, unit: 'B' },
} as const;

/** A load delivers no more than so many messages a second: more would measure the generator. */
export const MOST_DELIVERIES_PER_SECOND = 250_000;

const within = (name: keyof typeof loadLimits) => {
  const { min, max, unit } = loadLimits[name];
  return numberWithin(min, max, `must be a number, ${min} to ${max} ${unit}`);
};

const whole = (name: keyof typeof loadLimits) => {
  const { min, max } = loadLimits[name];
  return within(name).check(z.int('must be a whole number'), z.describe(`${min} to ${max}, whole`));
};

/** The load of one measurement: so many clients of one technique on one market. */
export const loadSchema = z
  .strictObject({
    technique: z.enum(techniqueIds, { error: `must be one of ${techniqueIds.join(', ')}` }),
    clients: whole('clients'),
    rate: within('rate'),
    seconds: within('seconds'),
    padding: whole('padding'),
    ...techniqueSettingsSchema.shape,
  })
  .check(
    z.refine(
      ({ clients, rate }) => clients * rate <= MOST_DELIVERIES_PER_SECOND,
      `clients × rate must be at most ${MOST_DELIVERIES_PER_SECOND} deliveries a second`,
    ),
  );

export type Load = z.infer<typeof loadSchema>;

export const defaultLoad: Omit<Load, 'technique'> = {
  clients: 1000,
  rate: 10,
  seconds: 10,
  padding: 0,
  ...standardSettings,
};
