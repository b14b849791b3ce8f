import { TechniqueMark } from '@/components/ui/technique-style';
import { formatIn } from '@/lib/figures/unit';
import { type Projected, projectionFigures } from '@/lib/load/projection-figures';
import { nameOf } from '@/lib/techniques';

/** The figures of a box by their keys, and what they are called in it. */
const rows = [
  ['servers', 'servers'],
  ['memory', 'memory'],
  ['down', 'down, each second'],
  ['up', 'up, each second'],
] as const;

/** What an audience would take with each technique, hatched and dashed, as nothing that was measured is; ranges below. */
export function ProjectedBoxes({ projected }: { projected: readonly Projected[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-3">
      {projected.map((entry) => {
        const { technique } = entry.costs;
        const cores = written('cores', entry);
        return (
          <li
            key={technique}
            data-projected={technique}
            className="rounded-[10px] border border-dashed border-strong bg-[repeating-linear-gradient(135deg,var(--color-sunken)_0_8px,transparent_8px_16px)] px-3.5 py-3"
          >
            <h3 className="flex items-center gap-2 font-semibold" style={{ color: `var(--${technique})` }}>
              <TechniqueMark id={technique} />
              {nameOf(technique)}
            </h3>
            <p className="mt-1.5">
              <b className="text-question font-[650] tracking-tight">{cores.value}</b>{' '}
              <span className="text-muted">cores at work</span>
            </p>
            <p className="text-small text-muted">{cores.range}</p>
            <dl className="mt-2">
              {rows.map(([key, label]) => {
                const { value, range } = written(key, entry);
                return (
                  <div key={key} className="grid grid-cols-[auto_1fr] gap-x-2 py-0.5 text-right">
                    <dt className="text-left text-muted">{label}</dt>
                    <dd className="font-semibold">{value}</dd>
                    {range && <dd className="col-span-2 text-small text-muted">{range}</dd>}
                  </div>
                );
              })}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

/** A figure of a projection with its range, where it has any width. */
function written(key: string, projected: Projected): { value: string; range: string | null } {
  const figure = projectionFigures.find((row) => row.key === key);
  if (!figure) throw new Error(`there is no figure ${key}`);
  return {
    value: formatIn(figure.unit, figure.value(projected)),
    range: figure.note?.(projected) ?? null,
  };
}
