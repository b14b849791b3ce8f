import { compareColumns, NO_DIFFERENCE, type Verdict } from '@/lib/figures/compare';
import type { Figure } from '@/lib/figures/figure';
import { formatIn } from '@/lib/figures/unit';
import type { TechniqueId } from '@/lib/techniques';
import { nameOf } from '@/lib/techniques';
import { MarkWords } from './figure-words';
import { Scrollable } from './scrollable';
import { TechniqueMark } from './technique-style';
import { Term } from './term';

/** Techniques that are compared with one another. */
export interface FigureGroup<T> {
  key: string;
  /** Written above the columns, where there are several groups. */
  head?: string;
  /** A column that failed has values, but neither mark nor comparison. */
  columns: readonly { technique: TechniqueId; measured: T; failed?: boolean }[];
}

/**
 * Figures of techniques: the best of each row and group are marked, and the others compared with them. Where none can be
 * told from the others, the row says so.
 */
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
        style={{ minWidth: `${14 + count * 10.5}rem` }}
      >
        <thead>
          {hasHeads && (
            <tr>
              <td className="w-44 sm:w-56" />
              {groups.map(({ key, head, columns }, index) => (
                <th
                  key={key}
                  scope="colgroup"
                  colSpan={columns.length}
                  className={`px-2 pt-1 text-left text-small font-medium text-muted ${edge(index, 0)}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          )}
          <tr className="border-b border-line">
            <th
              scope="col"
              className="left-0 w-44 bg-card py-1 text-left font-medium text-muted sticky sm:w-56"
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
                    {failed && <span className="font-normal text-small">failed</span>}
                  </span>
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <Row key={figure.key} figure={figure} groups={groups} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

/** A line before every group but the first. */
const edge = (group: number, column: number) => (group > 0 && column === 0 ? 'border-l border-line' : '');

function Row<T>({ figure, groups }: { figure: Figure<T>; groups: readonly FigureGroup<T>[] }) {
  const verdicts = groups.map(({ columns }) => compareColumns(figure, columns));
  const isTie = verdicts.every(({ tie }) => tie);
  return (
    <tr data-figure={figure.key} data-tie={isTie} className="border-b border-line last:border-0">
      <th scope="row" className="sticky left-0 bg-card py-1.5 text-left leading-tight font-normal">
        <Term title={figure.label} explanation={figure.meaning}>
          {figure.label}
        </Term>
        {isTie && <span className="block text-small text-muted">{NO_DIFFERENCE}</span>}
      </th>
      {groups.map((group, index) => (
        <Cells
          key={group.key}
          figure={figure}
          group={group}
          index={index}
          verdict={verdicts[index]}
          isTie={isTie}
        />
      ))}
    </tr>
  );
}

function Cells<T>(props: {
  figure: Figure<T>;
  group: FigureGroup<T>;
  index: number;
  verdict: Verdict | undefined;
  /** The row says it already. */
  isTie: boolean;
}) {
  const { figure, group, index, verdict, isTie } = props;
  return group.columns.map(({ technique, measured }, column) => {
    const value = figure.value(measured);
    const note = figure.note?.(measured);
    const mark = verdict?.marks[column];
    return (
      <td
        key={technique}
        data-technique={technique}
        data-group={group.key}
        data-value={value ?? ''}
        data-mark={mark?.kind}
        className={`py-1.5 pl-2 leading-tight whitespace-nowrap ${edge(index, column)}`}
      >
        <span className={mark?.kind === 'best' && !isTie ? 'font-bold' : ''}>
          {formatIn(figure.unit, value)}
        </span>
        <span className="ml-2 inline-block w-12 text-small text-muted">
          {mark && <MarkWords mark={mark} isTie={isTie} />}
        </span>
        {note && <span className="mr-14 block whitespace-normal text-small text-muted">{note}</span>}
      </td>
    );
  });
}
