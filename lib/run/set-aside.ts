import { formatCountOf } from '@/lib/figures/format';
import type { LaneSnapshot, SetAside } from './snapshot';

const reasons: Readonly<Record<keyof SetAside, string>> = {
  start: 'due in the first moments of the run, while the page itself started',
  change: 'due while the settings changed',
  interruption: 'late because this browser was held up',
};

/** How many ticks were set aside, and what for; null where none was. */
export function setAsideInWords(setAside: SetAside): string | null {
  const parts = (Object.keys(reasons) as (keyof SetAside)[])
    .filter((reason) => setAside[reason] > 0)
    .map((reason) => `${formatCountOf(setAside[reason], 'tick')} ${reasons[reason]}`);
  return parts.length > 0 ? parts.join('; ') : null;
}

/** Of each reason, the most ticks that a lane has set aside for it. */
export function mostSetAside(lanes: readonly Pick<LaneSnapshot, 'figures'>[]): SetAside {
  const most = (reason: keyof SetAside) =>
    Math.max(0, ...lanes.map(({ figures }) => figures.setAsideFor[reason]));
  return { start: most('start'), change: most('change'), interruption: most('interruption') };
}
