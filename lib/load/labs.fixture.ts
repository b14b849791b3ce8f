import fc from 'fast-check';
import { techniqueIds } from '@/lib/techniques';
import { techniqueSettings } from '@/lib/techniques/settings';
import type { Lab } from './lab';
import { loadLimits } from './settings';

const number = ({ min, max }: { min: number; max: number }) => fc.double({ min, max, noNaN: true });
export const labs: fc.Arbitrary<Lab> = fc.record(
  {
    techniques: fc.subarray([...techniqueIds]),
    clients: fc.integer(loadLimits.clients),
    growth: fc.boolean(),
    rate: number(loadLimits.rate),
    seconds: number(loadLimits.seconds),
    padding: fc.integer(loadLimits.padding),
    interval: number(techniqueSettings.interval),
    timeout: number(techniqueSettings.timeout),
    encoding: fc.constantFrom(...techniqueSettings.encoding.schema.options),
    compression: fc.constantFrom(...techniqueSettings.compression.schema.options),
  },
  { noNullPrototype: true },
);
