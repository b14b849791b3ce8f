import type { LinkSettings } from '@/lib/link/settings';
import { isChoice, type NumberSetting, type Setting } from '@/lib/techniques/setting';
import { techniqueSettings } from '@/lib/techniques/settings';
import { defaultScenario, type Scenario } from './scenario';

/** A number of the scenario that is turned by hand, while everything runs. */
export interface Knob {
  label: string;
  /** The values it can be turned to, ascending. */
  stops: readonly number[];
  /** A value with its unit. */
  format(value: number): string;
  standard: number;
}

/** The settings of a scenario that are numbers. */
export type KnobName = {
  [Name in keyof Scenario]: Scenario[Name] extends number ? Name : never;
}[keyof Scenario];

const withUnit = (unit: string) => (value: number) => `${value} ${unit}`;
const millis = (value: number) => (value < 1000 ? `${value} ms` : `${value / 1000} s`);
const kilobits = (value: number) =>
  value === 0 ? 'unlimited' : value < 1000 ? `${value} kbit/s` : `${value / 1000} Mbit/s`;
const perSecond = (value: number) => (value < 1 ? `1 in ${1 / value} s` : `${value} per second`);

const market: Partial<Record<KnobName, Omit<Knob, 'standard'>>> = {
  rate: { label: 'New prices', stops: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200], format: perSecond },
  burst: {
    label: 'Prices at once',
    stops: [1, 2, 5, 10, 20, 50, 100],
    format: (value) => (value === 1 ? 'one' : String(value)),
  },
  padding: {
    label: 'Extra bytes in each price',
    stops: [0, 100, 200, 500, 1000, 2000, 4000, 10_000],
    format: withUnit('B'),
  },
};

const bandwidth = { stops: [0, 10, 50, 100, 500, 1000, 5000, 20_000, 100_000], format: kilobits };

const link: Record<keyof LinkSettings, Omit<Knob, 'standard'>> = {
  rtt: { label: 'Round trip', stops: [0, 10, 20, 50, 100, 200, 500, 1000, 2000], format: millis },
  jitter: { label: 'Jitter', stops: [0, 5, 10, 20, 50, 100, 200, 500], format: millis },
  down: { label: 'Down', ...bandwidth },
  up: { label: 'Up', ...bandwidth },
  stalls: { label: 'Loss', stops: [0, 0.1, 0.5, 1, 2, 5, 10, 20], format: withUnit('%') },
  outageEvery: {
    label: 'Outage every',
    stops: [0, 10, 20, 30, 60, 120, 300],
    format: (value) => (value === 0 ? 'never' : `${value} s`),
  },
  outageFor: { label: 'Outage for', stops: [1, 2, 5, 9, 15, 30, 60], format: withUnit('s') },
};

/** The settings of techniques' own that are numbers, by their name. */
const own = new Map<string, NumberSetting>(
  Object.entries<Setting>(techniqueSettings).flatMap(([name, setting]) =>
    isChoice(setting) ? [] : [[name, setting]],
  ),
);

/** How a setting is turned by hand; null for one that is not. */
export function knobOf(name: KnobName): Knob | null {
  const standard = defaultScenario[name];
  const known = market[name] ?? (name in link ? link[name as keyof LinkSettings] : undefined);
  if (known) return { ...known, standard };
  const setting = own.get(name);
  if (!setting) return null;
  return { label: setting.label, stops: setting.stops, format: withUnit(setting.unit), standard };
}
