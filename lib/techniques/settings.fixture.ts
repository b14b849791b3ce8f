import fc from 'fast-check';
import { isChoice, type Setting } from './setting';
import { type TechniqueSettings, techniqueSettings } from './settings';

/** Any values that the settings of techniques' own may have. */
export const anyTechniqueSettings = fc.record(
  Object.fromEntries(
    Object.entries<Setting>(techniqueSettings).map(([name, setting]) => [name, anyValueOf(setting)]),
  ),
  { noNullPrototype: true },
) as unknown as fc.Arbitrary<TechniqueSettings>;

function anyValueOf(setting: Setting): fc.Arbitrary<number | string> {
  if (isChoice(setting)) return fc.constantFrom(...Object.keys(setting.options));
  return fc.double({ min: setting.min, max: setting.max, noNaN: true });
}
