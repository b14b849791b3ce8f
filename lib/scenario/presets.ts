import * as z from 'zod/mini';
import { linkNamed } from '@/lib/link/presets';
import { linkSettingsSchema } from '@/lib/link/settings';
import { techniqueSettingsSchema } from '@/lib/techniques/settings';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';

/** A prepared scenario: what to look at is in `question`. */
export interface Preset {
  name: string;
  question: string;
  settings: Partial<Scenario>;
}

export const presets: readonly Preset[] = [
  {
    name: 'First look',
    question: 'Which technique shows a new price first, and what does each price cost?',
    settings: {},
  },
  {
    name: 'Quiet market',
    question: 'A tick every ten seconds. Who pays for asking when there is nothing to say?',
    settings: { rate: 0.1, symbols: 1 },
  },
  {
    name: 'Busy market',
    question:
      'Two hundred ticks a second, and polls every 5 s. Why does short polling have the fewest bytes per tick, and what does it pay for them?',
    settings: { rate: 200, symbols: 10, interval: 5 },
  },
  {
    name: 'Bursts',
    question: 'Twenty ticks at once, then silence. Which technique brings them in one answer?',
    settings: { rate: 10, burst: 20, symbols: 10 },
  },
  {
    name: 'Fast polling',
    question: 'Polling ten times a second to keep up with streaming: what does the last bit of latency cost?',
    settings: { interval: 0.1, rate: 5 },
  },
  {
    name: 'Big payload',
    question: 'Four kilobytes a tick. What is left of the difference in overhead?',
    settings: { padding: 4000, rate: 5 },
  },
  {
    name: 'Across an ocean',
    question: 'A round trip of 200 ms. Why do streams take half of it, and long polling often more?',
    settings: { rtt: 200, jitter: 20, rate: 5 },
  },
  {
    name: 'Train in a tunnel',
    question: 'Nothing for 9 s, every 30 s. What does the passenger see, and is anything missing afterwards?',
    settings: linkNamed('Train in a tunnel'),
  },
  {
    name: 'The trader',
    question:
      'Every second each lane offers 100 shares at its price. What does a price that is out of date cost?',
    settings: { trader: true, rate: 20, symbols: 1, interval: 2 },
  },
  {
    name: 'Everything breaks',
    question: 'Cut, refused, 503, frozen: which technique notices first, and is a single tick lost?',
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
  },
];

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
export function matchingPreset(scenario: Scenario): Preset | undefined {
  const own = JSON.stringify(scope.parse(scenario));
  return presets.find(
    (preset) => JSON.stringify(scope.parse({ ...scenario, ...settingsOf(preset) })) === own,
  );
}
