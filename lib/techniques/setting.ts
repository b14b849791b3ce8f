import * as z from 'zod/mini';
import { numberWithin } from '@/lib/schema/number';

/** What the controls of all settings need. */
interface Control {
  label: string;
  /** What it is called in a sentence: “You changed the … from 1 s to 2 s”. */
  noun: string;
  /** Settings of the same group stand together. */
  group: string;
  /** What it means, in a few words that go on after the technique's name. */
  meaning: string;
}

/** A number within bounds. */
export interface NumberSetting extends Control {
  schema: z.ZodMiniType<number, number>;
  standard: number;
  min: number;
  max: number;
  unit: string;
  /** The values of its slider, ascending. */
  stops: readonly number[];
}

/** One of a few named values. */
export interface ChoiceSetting extends Control {
  schema: z.ZodMiniType<string, string>;
  standard: string;
  /** What each value is called. */
  options: Readonly<Record<string, string>>;
}

/** A setting that is a technique's own. */
export type Setting = NumberSetting | ChoiceSetting;

export function isChoice(setting: Setting): setting is ChoiceSetting {
  return 'options' in setting;
}

/** A setting that is a number: its bounds are in its schema, which says in words what is allowed. */
export function numberSetting(setting: Omit<NumberSetting, 'schema'>): NumberSetting {
  const { min, max, unit } = setting;
  return { ...setting, schema: numberWithin(min, max, `must be a number, ${min} to ${max} ${unit}`) };
}

/** A setting that is one of the names of its options. */
export function choiceSetting<Name extends string>(
  setting: Control & { standard: NoInfer<Name>; options: Readonly<Record<Name, string>> },
): Omit<ChoiceSetting, 'schema' | 'standard'> & {
  schema: z.ZodMiniEnum<{ [N in Name]: N }>;
  standard: Name;
} {
  const names = Object.keys(setting.options) as Name[];
  return { ...setting, schema: z.enum(names, { error: `must be one of ${names.join(', ')}` }) };
}
