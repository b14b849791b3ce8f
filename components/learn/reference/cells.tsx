import { colorOf, TechniqueMark } from '@/components/ui/technique-style';
import { Term } from '@/components/ui/term';
import { type MeasuredHere, type MeasuredRow, measuredInWords } from '@/lib/learn/measured-here';
import {
  type CellSource,
  factOf,
  type Reference,
  type ReferenceColumn,
  type ReferenceRow,
} from '@/lib/learn/reference';

/** What a table of the reference shows. */
export interface ReferenceTable {
  reference: Reference;
  /** The aspects that are looked at. */
  groups: Reference['groups'];
  columns: readonly ReferenceColumn[];
  measuredRows: readonly MeasuredRow[];
  measured: MeasuredHere | null;
}

/** The name of a technique, in its colour and with its line where it has one. */
export function ColumnName({ column: { name, runs } }: { column: ReferenceColumn }) {
  return (
    <span className="inline-flex items-center gap-2" style={runs ? { color: colorOf(runs) } : undefined}>
      {runs && <TechniqueMark id={runs} />}
      {name}
    </span>
  );
}

/** What a row says of a technique, and where that stands. */
export function FactCell(props: { reference: Reference; row: ReferenceRow; column: ReferenceColumn }) {
  const fact = factOf(props.reference, props.row, props.column.id);
  if (!fact) return <span className="text-muted">–</span>;
  return (
    <>
      {fact.fact}
      {fact.sources.map((source) => (
        <span key={source.title} className="text-small text-muted">
          {' '}
          <Source source={source} />
        </span>
      ))}
    </>
  );
}

function Source({ source: { label, title, href } }: { source: CellSource }) {
  return (
    <Term
      explanation={
        href ? (
          <a href={href} target="_blank" rel="noreferrer" className="underline">
            {title}
          </a>
        ) : (
          title
        )
      }
    >
      {label}
    </Term>
  );
}

/** The name of an aspect, and the field's own word where that is another. */
export function AspectName({ row: { name, term } }: { row: ReferenceRow }) {
  return (
    <>
      {name}
      {term && (
        <span className="block text-small font-normal text-muted max-sm:ml-1.5 max-sm:inline">{term}</span>
      )}
    </>
  );
}

/** The name of what is measured, with how. */
export function MeasuredName({ row: { figure } }: { row: MeasuredRow }) {
  return (
    <Term title={figure.label} explanation={figure.meaning}>
      {figure.label}
    </Term>
  );
}

/** What was measured of a technique, or why there is nothing. */
export function MeasuredCell(props: {
  measured: MeasuredHere | null;
  row: MeasuredRow;
  column: ReferenceColumn;
}) {
  const { measured, row, column } = props;
  const { key } = row.figure;
  const isFigure = column.runs !== null && typeof measured?.figures[column.runs]?.[key] === 'number';
  return (
    <span className={isFigure ? 'text-answer font-semibold' : 'text-muted'}>
      {measuredInWords(measured, column.runs, row.figure)}
    </span>
  );
}
