import type { ReactNode } from 'react';
import type { ReferenceColumn } from '@/lib/learn/reference';
import { AspectName, ColumnName, FactCell, MeasuredCell, MeasuredName, type ReferenceTable } from './cells';

/** Two columns: the name of an aspect stands above what it says of them. The names of the techniques stay in sight. */
export function NarrowTable(props: ReferenceTable) {
  const { reference, groups, columns, measuredRows, measured } = props;
  return (
    <table
      aria-label="Techniques and aspects"
      className="w-full table-fixed border-separate border-spacing-0 rounded-card border border-line bg-card text-note [&_button]:scroll-mt-14 [&_td]:px-3 [&_td]:pt-0.5 [&_td]:pb-2.5 [&_td]:align-top [&_td]:wrap-anywhere [&_th]:px-3 [&_th]:text-left [&_th]:font-semibold"
    >
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className="sticky top-0 z-2 border-b border-line bg-card py-2.5 first:rounded-tl-card last:rounded-tr-card"
            >
              <ColumnName column={column} />
            </th>
          ))}
        </tr>
      </thead>
      {measuredRows.length > 0 && <GroupName name="Measured here" span={columns.length} />}
      {measuredRows.map((row) => (
        <Aspect
          key={row.figure.key}
          name={<MeasuredName row={row} />}
          columns={columns}
          cell={(column) => <MeasuredCell measured={measured} row={row} column={column} />}
          isShaded
        />
      ))}
      {groups.flatMap(({ id, name, rows }) => [
        <GroupName key={id} name={name} span={columns.length} />,
        ...rows.map((row) => (
          <Aspect
            key={row.id}
            name={<AspectName row={row} />}
            columns={columns}
            cell={(column) => <FactCell reference={reference} row={row} column={column} />}
          />
        )),
      ])}
    </table>
  );
}

function Aspect(props: {
  name: ReactNode;
  columns: readonly ReferenceColumn[];
  cell: (column: ReferenceColumn) => ReactNode;
  isShaded?: boolean;
}) {
  const { name, columns, cell, isShaded = false } = props;
  return (
    <tbody className={`break-inside-avoid ${isShaded ? 'bg-sunken' : ''}`}>
      <tr>
        <th scope="rowgroup" colSpan={columns.length} className="border-t border-line pt-2.5">
          {name}
        </th>
      </tr>
      <tr>
        {columns.map((column) => (
          <td key={column.id} data-technique={column.id}>
            {cell(column)}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function GroupName({ name, span }: { name: string; span: number }) {
  return (
    <tbody className="break-after-avoid">
      <tr>
        <th scope="rowgroup" colSpan={span} className="border-t border-line bg-page py-2 text-answer">
          {name}
        </th>
      </tr>
    </tbody>
  );
}
