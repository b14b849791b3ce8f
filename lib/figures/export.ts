import { compareColumns, NO_DIFFERENCE } from './compare';
import type { Figure } from './figure';
import { formatIn } from './unit';

/** A technique's column of a table. */
export interface Column<T> {
  name: string;
  measured: T;
  /** Whether its values are not to be compared. */
  failed?: boolean;
}

/**
 * Lines of a Markdown table: figures down, columns across, values as on the page. The best are in bold; where they
 * cannot be told apart, the row says so.
 */
export function markdownTable<T>(figures: readonly Figure<T>[], columns: readonly Column<T>[]): string[] {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['Figure', ...columns.map(({ name }) => name)]),
    row(['---', ...columns.map(() => '---:')]),
    ...figures.map((figure) => {
      const { marks, tie } = compareColumns(figure, columns);
      const cells = columns.map(({ measured }, i) => {
        const text = formatIn(figure.unit, figure.value(measured));
        return marks[i]?.kind === 'best' && !tie ? `**${text}**` : text;
      });
      return row([tie ? `${figure.label} (${NO_DIFFERENCE})` : figure.label, ...cells]);
    }),
  ];
}

/** Rows as a CSV file. As RFC 4180 wants it, what has a comma or a quote in it stands in quotes; null is empty. */
export function csvFile(rows: readonly (readonly (string | number | null)[])[]): string {
  return `${rows.map((cells) => cells.map(toCell).join(',')).join('\n')}\n`;
}

function toCell(value: string | number | null): string {
  const text = String(value ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A document as a JSON file, under the date of today, for people to read too. */
export function jsonFile(document: object): string {
  return `${JSON.stringify({ date: new Date().toISOString(), ...document }, null, 2)}\n`;
}
