import { Scrollable } from '@/components/ui/scrollable';
import { type ComparedRow, sides } from '@/lib/experiments/protocol-or-library';
import { formatIn } from '@/lib/figures/unit';
import { nameOf } from '@/lib/techniques';

/** Protocol and library side by side. */
export function ComparedTable({ rows }: { rows: readonly ComparedRow[] }) {
  return (
    <Scrollable label="Protocol and library" className="overflow-x-auto">
      <table className="w-full max-w-[760px] border-collapse bg-card text-right">
        <caption className="mb-1 text-left text-muted">
          Counted at the server&rsquo;s sockets, in the source that is shown, and by this browser
        </caption>
        <thead>
          <tr>
            <td />
            {sides.map((side) => (
              <th key={side} scope="col" className="px-3 py-1.5">
                {nameOf(side)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, unit, values }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {name}
              </th>
              {sides.map((side) => {
                const value = values[side];
                return (
                  <td key={side} data-side={side} className="px-3 py-1.5 whitespace-nowrap">
                    {value === null ? (
                      <span className="text-muted">not measured yet</span>
                    ) : (
                      formatIn(unit, value)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}
