import { bestOf, type Figure } from '@/lib/figures/figure';
import { formatRatio } from '@/lib/figures/format';
import { formatIn } from '@/lib/figures/unit';
import type { TechniqueId } from '@/lib/techniques';
import { nameOf } from '@/lib/techniques';
import { Scrollable } from './scrollable';
import { TechniqueMark } from './technique-style';

/** Techniques that are compared with one another. */
export interface FigureGroup<T> {
  key: string;
  /** Written above the columns, where there are several groups. */
  head?: string;
  /** A column that failed has values, but neither mark nor comparison. */
  columns: readonly { technique: TechniqueId; measured: T; failed?: boolean }[];
}

/** Figures of techniques: the best of each row and group is marked, and the others compared with it. */
export function FigureTable<T>(props: {
  label: string;
  figures: readonly Figure<T>[];
  groups: readonly FigureGroup<T>[];
}) {
  const { label, figures, groups } = props;
  const count = groups.reduce((sum, { columns }) => sum + columns.length, 0);
  const hasHeads = groups.some(({ head }) => head !== undefined);
  return (
    <Scrollable label={label} className="relative overflow-x-auto">
      <table
        className="w-full table-fixed border-collapse text-right"
        style={{ minWidth: `${11 + count * 10.5}rem` }}
      >
        <thead>
          {hasHeads && (
            <tr>
              <td className="w-44" />
              {groups.map(({ key, head, columns }, index) => (
                <th
                  key={key}
                  scope="colgroup"
                  colSpan={columns.length}
                  className={`px-2 pt-1 text-left text-xs font-medium text-muted ${edge(index, 0)}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          )}
          <tr className="border-b border-line">
            <th
              scope="col"
              className="left-0 w-44 bg-card py-1 text-left font-medium text-muted max-sm:sticky"
            >
              Figure
            </th>
            {groups.map((group, index) =>
              group.columns.map(({ technique, failed }, column) => (
                <th
                  key={`${group.key} ${technique}`}
                  scope="col"
                  className={`py-1 pl-2 font-semibold ${edge(index, column)}`}
                >
                  <span className="inline-flex items-center gap-1.5">
                    <TechniqueMark id={technique} />
                    {nameOf(technique)}
                    {failed && <span className="font-normal text-xs">failed</span>}
                  </span>
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.key} data-figure={figure.key} className="border-b border-line last:border-0">
              <th
                scope="row"
                title={figure.meaning}
                className="left-0 bg-card py-px text-left leading-tight font-normal whitespace-nowrap max-sm:sticky"
              >
                {figure.label}
              </th>
              {groups.map((group, index) => (
                <Cells key={group.key} figure={figure} group={group} index={index} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

/** A line before every group but the first. */
const edge = (group: number, column: number) => (group > 0 && column === 0 ? 'border-l border-line' : '');

function Cells<T>({ figure, group, index }: { figure: Figure<T>; group: FigureGroup<T>; index: number }) {
  const best = bestOf(
    figure,
    group.columns.filter(({ failed }) => !failed).map(({ measured }) => measured),
  );
  return group.columns.map(({ technique, measured, failed }, column) => {
    const value = figure.value(measured);
    const note = figure.note?.(measured);
    const isBest = !failed && best !== null && value === best;
    return (
      <td
        key={technique}
        data-technique={technique}
        data-value={value ?? ''}
        className={`py-px pl-2 leading-tight whitespace-nowrap ${edge(index, column)}`}
      >
        <span className={isBest ? 'font-semibold' : ''}>{formatIn(figure.unit, value)}</span>
        <span className="ml-2 inline-block w-12 text-xs text-muted">
          {isBest ? (
            <>
              <span aria-hidden="true">★</span>
              <span className="sr-only">best</span>
            </>
          ) : failed ? null : best !== null && best > 0 && value !== null ? (
            formatRatio(value / best)
          ) : null}
        </span>
        {note && <span className="mr-14 block whitespace-normal text-xs text-muted">{note}</span>}
      </td>
    );
  });
}
