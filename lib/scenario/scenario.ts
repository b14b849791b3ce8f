import * as z from 'zod/mini';
import { scriptSchema } from '@/lib/faults/faults';
import { type LinkSettings, linkSettingsSchema, standardLink } from '@/lib/link/settings';
import { type MarketSettings, marketSettingsSchema } from '@/lib/market/settings';
import { stocks } from '@/lib/market/symbols';
import { wholeWithin } from '@/lib/schema/number';
import { standardTechniqueIds, techniqueIds } from '@/lib/techniques';
import { standardSettings, techniqueSettingsSchema } from '@/lib/techniques/settings';

const market = marketSettingsSchema.shape;
const symbols = stocks.map(({ symbol }) => symbol);

/** The settings of what runs: all that server or engine act on. This schema is the only list of them. */
export const scenarioSchema = z.object({
  techniques: z.array(z.enum(techniqueIds)),
  rate: market.rate,
  burst: market.burst,
  symbols: market.symbols,
  padding: market.padding,
  seed: market.seed,
  ...techniqueSettingsSchema.shape,
  /** Seconds a run lasts; 0 is endless. */
  length: wholeWithin(0, 3600),
  ...linkSettingsSchema.shape,
  /** What goes wrong, and when. */
  script: scriptSchema,
  /** Whether each lane quotes its price every second, by a trade that is traffic like all other. */
  trader: z.boolean(),
  /** The stock whose price the lanes show, and which they trade: what the trader pays depends on it. */
  symbol: z.enum(symbols),
});
export type Scenario = z.infer<typeof scenarioSchema>;

export const defaultScenario: Scenario = {
  techniques: [...standardTechniqueIds],
  rate: 2,
  burst: 1,
  symbols: 1,
  padding: 0,
  seed: 1,
  ...standardSettings,
  length: 0,
  ...standardLink,
  script: [],
  trader: false,
  symbol: 'KITE',
};

/** The part of a scenario that the server's market obeys. */
export function marketSettings({ seed, rate, burst, symbols, padding }: Scenario): MarketSettings {
  return { seed, rate, burst, symbols, padding };
}

/** The part that is about the network in between. */
export function linkSettings(scenario: Scenario): LinkSettings {
  const { rtt, jitter, down, up, stalls, outageEvery, outageFor } = scenario;
  return { rtt, jitter, down, up, stalls, outageEvery, outageFor };
}
