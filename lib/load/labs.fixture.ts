import fc from 'fast-check';
import { techniqueIds } from '@/lib/techniques';
import { anyTechniqueSettings } from '@/lib/techniques/settings.fixture';
import type { Lab } from './lab';
import { loadLimits } from './settings';

const number = ({ min, max }: { min: number; max: number }) => fc.double({ min, max, noNaN: true });
const loads = fc.record(
  {
    techniques: fc.subarray([...techniqueIds]),
    clients: fc.integer(loadLimits.clients),
    growth: fc.boolean(),
    rate: number(loadLimits.rate),
    seconds: number(loadLimits.seconds),
    padding: fc.integer(loadLimits.padding),
  },
  { noNullPrototype: true },
);

export const labs: fc.Arbitrary<Lab> = fc
  .tuple(loads, anyTechniqueSettings)
  .map(([load, own]) => ({ ...load, ...own }));
