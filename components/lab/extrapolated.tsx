import { formatCount, formatCountOf, formatRatio, trimZeros } from '@/lib/figures/format';
import type { Projected } from '@/lib/load/projection-figures';
import { nameOf } from '@/lib/techniques';

/** How far the projection goes beyond what was measured, for each technique; equals are said once. */
export function Extrapolated({ projected }: { projected: readonly Projected[] }) {
  const said = new Map<string, string[]>();
  for (const entry of projected) {
    const words = inWords(entry);
    said.set(words, [...(said.get(words) ?? []), nameOf(entry.costs.technique)]);
  }
  const beyond = projected.some((entry) => isBeyond(entry));
  return (
    <div
      role="note"
      data-extrapolated={beyond}
      className={`rounded border px-3 py-1.5 ${beyond ? 'border-dashed border-warn-ink bg-warn-ground text-warn' : 'border-line bg-sunken'}`}
    >
      {[...said].map(([words, techniques]) => (
        <p key={words}>
          {said.size > 1 && <b>{techniques.join(', ')}: </b>}
          {words}
        </p>
      ))}
    </div>
  );
}

function isBeyond({ reach }: Projected): boolean {
  return reach.clients > 1 || !reach.rate || !reach.payload || !reach.asking;
}

function inWords(entry: Projected): string {
  const { result, reach } = entry;
  const { clients, rate } = result.load;
  const measured = formatCountOf(clients, 'client');
  const spread = spreadInWords(entry.range.measurements);
  if (!isBeyond(entry)) return `Within what was measured: up to ${measured}. ${spread}`;
  const size = formatCount(result.payloadPerTick ?? 0);
  const others = [
    ...(reach.rate ? [] : [`the update rate (measured: ${rate} a second)`]),
    ...(reach.payload ? [] : [`the payload (measured: ${size} B)`]),
    ...(reach.asking ? [] : ['how often it asks']),
  ];
  return [
    reach.clients > 1
      ? `Extrapolated: ${trimZeros(formatRatio(reach.clients)).replace('×', ' ×')} the largest measured (${measured}).`
      : `The number of users was measured (up to ${measured}).`,
    ...(others.length > 0 ? [`Not as measured: ${others.join(', ')}.`] : []),
    spread,
  ].join(' ');
}

/** What the ranges are worth. */
function spreadInWords(measurements: number): string {
  return measurements === 1
    ? 'Measured once: the ranges are at least as wide as shown; measure again to see the spread.'
    : `The ranges span ${measurements} measurements alike; the truth may still lie outside.`;
}
