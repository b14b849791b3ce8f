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
  const text = String((typeof value === 'number' ? rounded(value) : value) ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A document as a JSON file, under the date of today, for people to read too. */
export function jsonFile(document: object): string {
  const value = (_key: string, part: unknown) => (typeof part === 'number' ? rounded(part) : part);
  return `${JSON.stringify({ date: new Date().toISOString(), ...document }, value, 2)}\n`;
}

/** As many digits as say something: three behind the point, or three in all. */
function rounded(value: number): number {
  return Math.abs(value) < 1 ? Number(value.toPrecision(3)) : Number(value.toFixed(3));
}
