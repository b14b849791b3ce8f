import * as z from 'zod/mini';
import { linkNamed } from '@/lib/link/presets';
import { linkSettingsSchema } from '@/lib/link/settings';
import { techniqueSettingsSchema } from '@/lib/techniques/settings';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';

/** A setting that can stand in the bar above the lanes. */
export type Knob = { [K in keyof Scenario]: Scenario[K] extends number ? K : never }[keyof Scenario];

/** A prepared scenario: a question, and what runs to answer it. */
export interface Preset {
  name: string;
  question: string;
  settings: Partial<Scenario>;
  /** The settings that change the answer most. */
  knobs: readonly [Knob, Knob, Knob];
}

const table = [
  {
    name: 'First look',
    question: 'Which technique shows a new price first, and what does each price cost?',
    settings: {},
    knobs: ['rate', 'interval', 'rtt'],
  },
  {
    name: 'Quiet market',
    question: 'A price every ten seconds: what does asking cost when there is no news?',
    settings: { rate: 0.1, symbols: 1 },
    knobs: ['rate', 'interval', 'timeout'],
  },
  {
    name: 'Busy market',
    question: 'Two hundred prices a second: which technique needs the fewest bytes?',
    settings: { rate: 200, symbols: 10, interval: 5 },
    knobs: ['rate', 'interval', 'rtt'],
  },
  {
    name: 'Bursts',
    question: 'Twenty prices at once, then silence: how many requests do they take?',
    settings: { rate: 10, burst: 20, symbols: 10 },
    knobs: ['burst', 'interval', 'rtt'],
  },
  {
    name: 'Fast polling',
    question: 'Asking ten times a second: does polling keep up with a stream?',
    settings: { interval: 0.1, rate: 5 },
    knobs: ['interval', 'rate', 'rtt'],
  },
  {
    name: 'Big payload',
    question: 'Four kilobytes for each price: what is left of the difference in bytes?',
    settings: { padding: 4000, rate: 5 },
    knobs: ['padding', 'rate', 'interval'],
  },
  {
    name: 'Across an ocean',
    question: 'There and back takes 200 ms: which techniques are later than one way?',
    settings: { rtt: 200, jitter: 20, rate: 5 },
    knobs: ['rtt', 'jitter', 'rate'],
  },
  {
    name: 'Train in a tunnel',
    question: 'No network for 9 s: how old does the price get, and is one lost?',
    settings: linkNamed('Train in a tunnel'),
    knobs: ['outageEvery', 'outageFor', 'interval'],
  },
  {
    name: 'The trader',
    question: 'A trader offers at the price on the screen: what does an old one cost?',
    settings: { trader: true, rate: 20, symbols: 1, interval: 2 },
    knobs: ['interval', 'rate', 'rtt'],
  },
  {
    name: 'Everything breaks',
    question: 'Cut, refused, 503, frozen: which is back first, and is a price lost?',
    settings: {
      rate: 5,
      script: [
        '10:rst',
        '20:unavailable:5',
        '35:refuse:5',
        '36:fin',
        '50:freeze:5',
        '75:buffer:8',
        '90:restart',
      ],
    },
    knobs: ['rate', 'interval', 'timeout'],
  },
] as const satisfies readonly Preset[];

export type PresetName = (typeof table)[number]['name'];

/** The first is what runs where nothing is asked for. */
export const presets: readonly [NamedPreset, ...NamedPreset[]] = table;

/** A preset of this list. */
export interface NamedPreset extends Preset {
  name: PresetName;
}

/** What presets are about: neither the seed of a run, nor how long it is. */
const { techniques, rate, burst, symbols, padding, script, trader } = scenarioSchema.shape;
const scope = z.object({
  techniques,
  rate,
  burst,
  symbols,
  padding,
  script,
  trader,
  ...techniqueSettingsSchema.shape,
  ...linkSettingsSchema.shape,
});

/** All that a preset sets: what it does not name is as by default. */
export function settingsOf({ settings }: Preset): Partial<Scenario> {
  return {
    ...scope.parse({ ...defaultScenario, ...settings }),
    symbol: settings.symbol ?? defaultScenario.symbol,
  };
}

/** The preset that a scenario is, whichever stock it shows. */
export function matchingPreset(scenario: Scenario): NamedPreset | undefined {
  return presets.find((preset) => settingsApart(scenario, preset) === 0);
}

/**
 * The preset whose question a scenario is about: that with the fewest settings that differ.
 *
 * @param current stays where no other has fewer, so that a change of a setting does not change the question
 */
export function nearestPreset(scenario: Scenario, current: NamedPreset): NamedPreset {
  return presets.reduce(
    (nearest, preset) =>
      settingsApart(scenario, preset) < settingsApart(scenario, nearest) ? preset : nearest,
    current,
  );
}

/** How many settings of a scenario are others than the preset's. */
function settingsApart(scenario: Scenario, preset: Preset): number {
  const own: Readonly<Record<string, unknown>> = scope.parse(scenario);
  const wanted: Readonly<Record<string, unknown>> = scope.parse({ ...scenario, ...settingsOf(preset) });
  return Object.keys(own).filter((name) => JSON.stringify(own[name]) !== JSON.stringify(wanted[name])).length;
}
