import { Scrollable } from '@/components/ui/scrollable';
import { formatBytes, formatMs, NONE } from '@/lib/figures/format';
import { nameOf } from '@/lib/techniques';
import { kindNames } from '@/lib/wire/kinds';
import type { Row } from './protocol';

/** The diagram in words: one row for each arrow in sight, the latest first. */
export function WireTable(props: {
  rows: readonly Row[];
  startedAt: number;
  /** The message that is open. */
  selected: number | null;
  onSelect: (id: number) => void;
}) {
  const { rows, startedAt, selected, onSelect } = props;
  return (
    <Scrollable label="Exchanges in sight" className="relative max-h-80 overflow-auto">
      <table className="w-full min-w-[40rem] border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-muted">
            {['Time', 'Technique', 'Way', 'What', 'Bytes', 'In flight'].map((title) => (
              <th key={title} scope="col" className="py-1 pr-3 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, technique, way, kind, label, bytes, sentAt, arrivedAt }) => (
            <tr
              key={id}
              data-kind={kind}
              data-technique={technique}
              className={`border-b border-line last:border-0 ${selected === id ? 'bg-sunken' : ''}`}
            >
              <td className="pr-3 whitespace-nowrap">{((sentAt - startedAt) / 1000).toFixed(3)} s</td>
              <td className="pr-3 whitespace-nowrap">{nameOf(technique)}</td>
              <td className="pr-3 whitespace-nowrap">{way === 'up' ? '→ server' : '← server'}</td>
              <td className="pr-3">
                <button
                  type="button"
                  className="min-h-6 cursor-pointer text-left text-ink underline"
                  aria-pressed={selected === id}
                  onClick={() => onSelect(id)}
                >
                  {label} <span className="sr-only">({kindNames[kind]})</span>
                </button>
              </td>
              <td className="pr-3 whitespace-nowrap">{bytes > 0 ? formatBytes(bytes) : NONE}</td>
              <td className="whitespace-nowrap">
                {arrivedAt === null ? NONE : formatMs(arrivedAt - sentAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}
