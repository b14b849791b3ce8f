import { bestOf, type Figure } from './figure';
import { formatIn } from './unit';

/** A technique's column of a table. */
export interface Column<T> {
  name: string;
  measured: T;
}

/** Lines of a Markdown table: figures down, columns across, values as on the page, the best in bold. */
export function markdownTable<T>(figures: readonly Figure<T>[], columns: readonly Column<T>[]): string[] {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const all = columns.map(({ measured }) => measured);
  return [
    row(['Figure', ...columns.map(({ name }) => name)]),
    row(['---', ...columns.map(() => '---:')]),
    ...figures.map((figure) => {
      const best = bestOf(figure, all);
      const cells = all.map((measured) => {
        const value = figure.value(measured);
        const text = formatIn(figure.unit, value);
        return best !== null && value === best ? `**${text}**` : text;
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
