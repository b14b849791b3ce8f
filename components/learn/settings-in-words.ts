import { nameOfFault, parsePlanned } from '@/lib/faults/faults';
import { type KnobName, knobOf } from '@/lib/scenario/knobs';
import { defaultScenario, type Scenario } from '@/lib/scenario/scenario';
import { isChoice, type Setting } from '@/lib/techniques/setting';
import { techniqueSettings } from '@/lib/techniques/settings';

/** What a scenario has beside the rate of its prices, where it is another than by default; in this order. */
const names: readonly KnobName[] = ['rtt', 'interval', 'burst', 'padding', 'stalls'];

/** The settings that one has to know to understand a run, in a few words each. */
export function settingsInWords(scenario: Scenario): string[] {
  const numbers = (['rate', ...names] as const).flatMap((name) => {
    const knob = knobOf(name);
    const isTold = name === 'rate' || scenario[name] !== defaultScenario[name];
    return knob && isTold ? [`${knob.label.toLowerCase()} ${knob.format(scenario[name])}`] : [];
  });
  const values: Readonly<Record<string, unknown>> = scenario;
  const choices = Object.entries<Setting>(techniqueSettings).flatMap(([name, setting]) => {
    const value = values[name];
    if (!isChoice(setting) || value === setting.standard) return [];
    return [`${setting.label.toLowerCase()} ${setting.options[String(value)]}`];
  });
  const faults = scenario.script.flatMap((text) => {
    const planned = parsePlanned(text);
    return planned ? [`${nameOfFault(planned.fault.kind)} at ${planned.at} s`] : [];
  });
  return [...numbers, ...choices, ...(scenario.trader ? ['the trader is on'] : []), ...faults];
}
