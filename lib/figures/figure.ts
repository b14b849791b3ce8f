import { formatBytes, formatCount, formatMoney, formatMs, formatNumber, formatShare } from './format';

/** A figure that techniques are compared by: a row of a table. `T` is what it is read from. */
export interface Figure<T> {
  key: string;
  label: string;
  unit: 'ms' | 's' | 'B' | 'count' | 'number' | 'share' | 'money';
  /** How it is measured, for the reader. */
  meaning: string;
  value(measured: T): number | null;
  /** Whether less is better. Otherwise the row is for comparing only, and has no best. */
  less: boolean;
  /** A word about the value, written below it. */
  note?: (measured: T) => string | null;
}

/** A technique's column of a table. */
export interface Column<T> {
  name: string;
  measured: T;
}

export function formatFigure({ unit }: Pick<Figure<never>, 'unit'>, value: number | null): string {
  switch (unit) {
    case 'ms':
      return formatMs(value);
    case 's':
      return formatMs(value === null ? null : value * 1000);
    case 'B':
      return formatBytes(value);
    case 'share':
      return formatShare(value);
    case 'money':
      return formatMoney(value);
    case 'count':
      return formatCount(value);
    case 'number':
      return formatNumber(value);
  }
}

/**
 * The best value of a row, or null where all are equal, fewer than two are known, or the row has no best.
 */
export function bestOf<T>({ value, less }: Figure<T>, measured: readonly T[]): number | null {
  const values = measured.map(value).filter((known) => known !== null);
  if (!less || values.length < 2) return null;
  const best = Math.min(...values);
  return values.some((other) => other > best) ? best : null;
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
        const text = formatFigure(figure, value);
        return best !== null && value === best ? `**${text}**` : text;
      });
      return row([figure.label, ...cells]);
    }),
  ];
}
