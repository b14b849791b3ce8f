import { faultKinds, parsePlanned } from '@/lib/faults/faults';
import { linkPresets } from '@/lib/link/presets';
import { presets, settingsOf } from '@/lib/scenario/presets';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import { isChoice, type Setting } from '@/lib/techniques/setting';
import { techniqueSettings } from '@/lib/techniques/settings';

/** One run whose bytes are compared. */
export interface CheckedScenario {
  name: string;
  settings: Scenario;
  /** What its server keeps of the past, s. */
  history: number;
}

/** Long enough for several exchanges of each technique, s. */
const LENGTH = 12;

/** A connection that is frozen is noticed within 10 s, a long poll that is held a second after that. */
const LENGTH_WITH_FREEZE = 30;

/** What is planned in minutes happens in a quarter of the time. */
const QUICKER = 4;

const USUAL_HISTORY = 60;

/** Longer than any fault without a loss may last, and shorter than those that are made. */
const SHORT_HISTORY = 1;

const busy: Partial<Scenario> = { rate: 20, interval: 0.5, timeout: 2, trader: true };

/** The values of techniques' own settings that are not the standard, one at a time. */
const ownChoices = Object.entries<Setting>(techniqueSettings).flatMap(([name, setting]) =>
  isChoice(setting)
    ? Object.keys(setting.options).flatMap((value) => (value === setting.standard ? [] : [{ [name]: value }]))
    : [],
);

/** Every preset, link, fault and choice of a technique's own, and outages that outlast the history. */
export const scenarios: readonly CheckedScenario[] = [
  ...presets.map((preset) => scenario(preset.name, shortened(settingsOf(preset)))),
  ...linkPresets.map(({ name, settings }) => scenario(`Link: ${name}`, shortened({ ...busy, ...settings }))),
  ...faultKinds.map(({ kind, name }) =>
    scenario(`Fault: ${name}`, {
      ...busy,
      script: [`3:${kind}:2`],
      length: kind === 'freeze' ? LENGTH_WITH_FREEZE : LENGTH,
    }),
  ),
  ...ownChoices.map((choice) => scenario(`Setting: ${Object.values(choice)}`, { ...busy, ...choice })),
  scenario('Outage beyond the history', { ...busy, script: ['3:outage:5'] }, SHORT_HISTORY),
  scenario('503 beyond the history', { ...busy, script: ['3:unavailable:5', '3.5:rst'] }, SHORT_HISTORY),
];

function scenario(name: string, settings: Partial<Scenario>, history = USUAL_HISTORY): CheckedScenario {
  return {
    name,
    settings: { ...defaultScenario, length: LENGTH, ...settings, techniques: [...techniqueIds] },
    history,
  };
}

/** The same with outages and faults that fit into a run of some seconds. */
function shortened(settings: Partial<Scenario>): Partial<Scenario> {
  const { outageEvery = 0, outageFor, script = [] } = settings;
  const planned = script.flatMap((text) => parsePlanned(text) ?? []);
  const last = Math.max(0, ...planned.map(({ at }) => at)) / QUICKER;
  return {
    ...settings,
    ...(outageEvery > 0 && outageFor ? { outageEvery: 4, outageFor: 2 } : {}),
    ...(planned.length > 0 ? { length: Math.ceil(last) + LENGTH } : {}),
    script: planned.map(
      ({ at, fault }) => `${(at / QUICKER).toFixed(1)}:${fault.kind}:${(fault.seconds / QUICKER).toFixed(1)}`,
    ),
  };
}
