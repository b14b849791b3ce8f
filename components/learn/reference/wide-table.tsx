import { Scrollable } from '@/components/ui/scrollable';
import { useMedia } from '@/components/ui/use-media';
import { AspectName, ColumnName, FactCell, MeasuredCell, MeasuredName, type ReferenceTable } from './cells';

/** Widths that can still be read, px: of the names, and of a column. */
const NAMES = 150;
const COLUMN = 134;

/** What stands beside the table in the window, px. */
const BESIDE = 48;

/** All columns side by side. The names stay in sight; where the window is too narrow, the table scrolls by itself. */
export function WideTable(props: ReferenceTable) {
  const needed = NAMES + props.columns.length * COLUMN;
  const fits = useMedia(`(min-width: ${needed + BESIDE}px)`);
  const table = <Table {...props} minWidth={needed} />;
  return fits ? (
    table
  ) : (
    <Scrollable
      label="Techniques and aspects"
      className="max-h-[85vh] overflow-auto rounded-card print:max-h-none print:overflow-visible"
    >
      {table}
    </Scrollable>
  );
}

function Table(props: ReferenceTable & { minWidth: number }) {
  const { reference, groups, columns, measuredRows, measured, minWidth } = props;
  return (
    <table
      aria-label="Techniques and aspects"
      className="wide-print w-full table-fixed border-separate border-spacing-0 rounded-card border border-line bg-card text-note [&_button]:scroll-mt-14 [&_td]:border-t [&_td]:border-l [&_td]:border-line [&_td]:px-3 [&_td]:py-2 [&_td]:align-top [&_th]:border-line [&_th]:px-3 [&_th]:py-2 [&_th]:text-left [&_th]:align-top [&_th]:font-semibold print:min-w-0! print:text-[11px] print:leading-snug print:[&_td]:px-1.5 print:[&_th]:px-1.5"
      style={{ minWidth }}
    >
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky top-0 left-0 z-3 rounded-tl-card bg-card"
            style={{ width: NAMES }}
          >
            <span className="sr-only">Aspect</span>
          </th>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className="sticky top-0 z-2 border-l bg-card last:rounded-tr-card print:static"
            >
              <ColumnName column={column} />
            </th>
          ))}
        </tr>
      </thead>
      {measuredRows.length > 0 && (
        <tbody>
          <GroupName name="Measured here" span={columns.length + 1} />
          {measuredRows.map((row) => (
            <tr key={row.figure.key} data-figure={row.figure.key} className="break-inside-avoid bg-sunken">
              <th scope="row" className="sticky left-0 z-1 border-t bg-sunken">
                <MeasuredName row={row} />
              </th>
              {columns.map((column) => (
                <td key={column.id} data-technique={column.id}>
                  <MeasuredCell measured={measured} row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      )}
      {groups.map(({ id, name, rows }) => (
        <tbody key={id}>
          <GroupName name={name} span={columns.length + 1} />
          {rows.map((row) => (
            <tr key={row.id} data-aspect={row.id} className="break-inside-avoid">
              <th scope="row" className="sticky left-0 z-1 border-t bg-card">
                <AspectName row={row} />
              </th>
              {columns.map((column) => (
                <td key={column.id} data-technique={column.id}>
                  <FactCell reference={reference} row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function GroupName({ name, span }: { name: string; span: number }) {
  return (
    <tr className="break-after-avoid">
      <th scope="rowgroup" colSpan={span} className="border-t bg-page">
        <span className="sticky left-3 text-answer">{name}</span>
      </th>
    </tr>
  );
}
