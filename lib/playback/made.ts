import type { Made } from './recorded-run';

/** When and on what a run was recorded, as a part of a sentence. */
export function madeInWords({ date, machine }: Pick<Made, 'date' | 'machine'>): string {
  return `recorded on ${date.slice(0, 16).replace('T', ' at ')} UTC on ${machine}`;
}
