import { nameOf, type TechniqueId } from '@/lib/techniques';
import { type KnobName, knobOf } from './knobs';
import type { Scenario } from './scenario';

/** What is different in the second set of settings, in so few words that they fit beside a mark in a chart. */
export function changedInWords(before: Scenario, now: Scenario): string {
  const names = Object.keys(now) as (keyof Scenario)[];
  const changes = names.flatMap((name) => {
    if (JSON.stringify(before[name]) === JSON.stringify(now[name])) return [];
    if (name === 'techniques') return lanesInWords(before.techniques, now.techniques);
    if (name === 'trader') return [now.trader ? 'trader on' : 'trader off'];
    const value = now[name];
    const knob = typeof value === 'number' ? knobOf(name as KnobName) : null;
    return [knob ? `${knob.label} ${knob.format(Number(value))}` : `${name} ${String(value)}`];
  });
  const [first = 'settings', ...others] = changes;
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}

function lanesInWords(before: readonly TechniqueId[], now: readonly TechniqueId[]): string[] {
  const added = now.filter((id) => !before.includes(id)).map((id) => `+ ${nameOf(id)}`);
  const removed = before.filter((id) => !now.includes(id)).map((id) => `− ${nameOf(id)}`);
  return [...added, ...removed];
}
