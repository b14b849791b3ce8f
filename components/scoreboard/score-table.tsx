'use client';

import { memo } from 'react';
import { MarkWords } from '@/components/ui/figure-words';
import { Scrollable } from '@/components/ui/scrollable';
import { TechniqueMark } from '@/components/ui/technique-style';
import { Term } from '@/components/ui/term';
import { compare, type Mark, NO_DIFFERENCE } from '@/lib/figures/compare';
import { type ScoreRow, scoreGroups } from '@/lib/run/score-rows';
import type { LaneOfSegment } from '@/lib/run/scoreboard';
import type { ScoredLane } from '@/lib/run/telling-apart';
import { nameOf, type TechniqueId } from '@/lib/techniques';

/** What stands beside the figures of now. */
export type Beside = 'before' | 'saved';

interface Cell {
  technique: TechniqueId;
  value: number | null;
  text: string;
  mark: Mark;
  /** The same figure in what stands beside. */
  beside: { value: number | null; text: string } | null;
  /** How the two compare, in words. */
  note: string | null;
}

/**
 * The figures of all lanes, in groups; small beside each what it was before. Rows that say nothing are in it too, and hidden
 * unless all are wanted.
 */
export function ScoreTable(props: {
  lanes: readonly LaneOfSegment[];
  /** Of which segment they are. */
  of: 'now' | 'before';
  beside: { kind: Beside; lanes: readonly ScoredLane[] } | null;
  showsAll: boolean;
}) {
  const { lanes, of, beside, showsAll } = props;
  return (
    <Scrollable label="Scoreboard table" className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-right">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky left-0 w-30 min-w-30 bg-card py-1 text-left font-normal sm:w-64 sm:min-w-64 xl:w-[40%]"
            >
              <span className="sr-only">Figure</span>
            </th>
            {lanes.map(({ id }) => (
              <th
                key={id}
                scope="col"
                style={{ width: `${60 / lanes.length}%` }}
                className="py-2 pl-3 font-semibold whitespace-nowrap"
              >
                <span className="inline-flex items-center gap-2" style={{ color: `var(--${id})` }}>
                  <TechniqueMark id={id} />
                  {nameOf(id)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {scoreGroups.map(({ title, rows }) => (
          <tbody key={title}>
            <tr className="*:border-b *:border-line">
              <th
                scope="rowgroup"
                className="sticky left-0 bg-card pt-4 pb-1.5 text-left font-semibold whitespace-nowrap"
              >
                {title}
              </th>
              {lanes.length > 0 && <td colSpan={lanes.length} />}
            </tr>
            {rows.map((row) => {
              const cells = cellsOf(row, lanes, beside?.lanes ?? null);
              return (
                <Row
                  key={row.figure.key}
                  row={row}
                  isHidden={!showsAll && !row.isSaying(lanes)}
                  kind={beside?.kind ?? null}
                  of={of}
                  cells={cells}
                  written={JSON.stringify(cells)}
                />
              );
            })}
          </tbody>
        ))}
      </table>
    </Scrollable>
  );
}

function cellsOf(
  row: ScoreRow,
  lanes: readonly LaneOfSegment[],
  beside: readonly ScoredLane[] | null,
): { cells: Cell[]; isTie: boolean } {
  const { marks, tie } = compare(row.figure, lanes);
  const cells = lanes.map((lane, i): Cell => {
    const other = beside?.find(({ id }) => id === lane.id);
    return {
      technique: lane.id,
      value: row.figure.value(lane),
      text: row.text(lane),
      mark: marks[i] ?? { kind: 'none', why: null },
      beside: other ? { value: row.figure.value(other), text: row.text(other) } : null,
      note: row.figure.note?.(lane) ?? null,
    };
  });
  return { cells, isTie: tie };
}

interface RowProps {
  row: ScoreRow;
  isHidden: boolean;
  of: 'now' | 'before';
  kind: Beside | null;
  cells: { cells: readonly Cell[]; isTie: boolean };
  /** The cells as text: where it is the same, nothing is drawn anew. */
  written: string;
}

const Row = memo(
  function Row({ row: { figure, name, term }, isHidden, of, kind, cells: { cells, isTie } }: RowProps) {
    return (
      <tr data-figure={figure.key} data-tie={isTie} hidden={isHidden} className="*:border-b *:border-line">
        <th scope="row" className="sticky left-0 bg-card py-1.5 text-left leading-tight font-normal">
          <Term title={term ? `${name} (${term})` : name} explanation={figure.meaning}>
            {name}
          </Term>{' '}
          <span className="text-small text-muted">{term}</span>
          {isTie && <span className="block text-small text-muted xl:ml-3 xl:inline">{NO_DIFFERENCE}</span>}
        </th>
        {cells.map((cell) => (
          <td
            key={cell.technique}
            data-technique={cell.technique}
            data-group={of}
            data-value={cell.value ?? ''}
            data-mark={cell.mark.kind}
            className="py-1.5 pl-3 leading-tight whitespace-nowrap max-sm:pl-2"
          >
            <span className={cell.mark.kind === 'best' && !isTie ? 'font-bold' : ''}>{cell.text}</span>
            <span className="ml-1.5 inline-block text-small sm:min-w-9 text-muted">
              <MarkWords mark={cell.mark} isTie={isTie} />
            </span>
            {kind && <BesideNow kind={kind} cell={cell} />}
          </td>
        ))}
      </tr>
    );
  },
  (before, now) =>
    before.written === now.written &&
    before.isHidden === now.isHidden &&
    before.kind === now.kind &&
    before.of === now.of,
);

function BesideNow({ kind, cell: { technique, beside, note } }: { kind: Beside; cell: Cell }) {
  return (
    <span
      data-technique={technique}
      data-group={kind}
      data-value={beside?.value ?? ''}
      className="ml-1 inline-block text-small sm:min-w-14 text-muted"
    >
      {beside && (
        <>
          <span className="sr-only">{kind}: </span>
          {beside.text}
          {note && <span className="sr-only"> ({note})</span>}
        </>
      )}
    </span>
  );
}
