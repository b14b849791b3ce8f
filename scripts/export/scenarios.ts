import { queryOf } from '@/lib/playback/catalogue';
import { type PresetName, presets, settingsOf } from '@/lib/scenario/presets';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { fromQuery } from '@/lib/scenario/url';
import { scenariosOf } from './taught';

/** So long each question of the playground is recorded, s: until there is an answer, and something to look at. */
const lengths: Readonly<Record<PresetName, number>> = {
  'First look': 25,
  'Quiet market': 45,
  'Busy market': 12,
  Bursts: 20,
  'Fast polling': 20,
  'Big payload': 20,
  'Across an ocean': 20,
  'Train in a tunnel': 45,
  'The trader': 25,
  'Everything breaks': 60,
};

/** What runs are recorded for. */
export const parts = ['playground', 'lessons', 'claims', 'interview'] as const;
export type Part = (typeof parts)[number];

/** All that is recorded for some parts of the site, each scenario once. */
export function standardScenarios(wanted: readonly Part[]): Scenario[] {
  const all = wanted.flatMap((part) => (part === 'playground' ? ofPresets() : scenariosOf(part)));
  return [...new Map(all.map((scenario) => [queryOf(scenario), scenario])).values()];
}

function ofPresets(): Scenario[] {
  return presets.map((preset) => ({
    ...defaultScenario,
    ...settingsOf(preset),
    length: lengths[preset.name],
  }));
}

/** The scenario of an address. @throws Error where part of it is not valid, or it does not end */
export function scenarioOf(query: string): Scenario {
  const { settings, ignored } = fromQuery(query);
  const [wrong] = ignored;
  if (wrong) throw new Error(`${query}: ${wrong.name}=${wrong.value}: ${wrong.reason}`);
  if (settings.scenario.length === 0) throw new Error(`${query}: a run that is recorded needs a length`);
  return settings.scenario;
}

/** The name of the file of a scenario's recording: what it is, and a number to tell it from others. */
export function fileOf(scenario: Scenario, index: number): string {
  const words = queryOf({ ...scenario, script: [] }).replaceAll(/[^a-z0-9]+/gi, '-');
  return `${String(index + 1).padStart(2, '0')}-${words.slice(0, 60)}.recording`;
}
