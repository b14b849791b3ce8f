import { bestOf, type Figure } from './figure';
import { formatIn } from './unit';

/** A technique's column of a table. */
export interface Column<T> {
  name: string;
  measured: T;
  /** Whether its values are not to be compared. */
  failed?: boolean;
}

/** Lines of a Markdown table: figures down, columns across, values as on the page, the best in bold. */
export function markdownTable<T>(figures: readonly Figure<T>[], columns: readonly Column<T>[]): string[] {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['Figure', ...columns.map(({ name }) => name)]),
    row(['---', ...columns.map(() => '---:')]),
    ...figures.map((figure) => {
      const best = bestOf(
        figure,
        columns.filter(({ failed }) => !failed).map(({ measured }) => measured),
      );
      const cells = columns.map(({ measured, failed }) => {
        const value = figure.value(measured);
        const text = formatIn(figure.unit, value);
        return best !== null && value === best && !failed ? `**${text}**` : text;
      });
      return row([figure.label, ...cells]);
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
