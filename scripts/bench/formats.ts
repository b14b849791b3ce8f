import { extname } from 'node:path';
import type { LoadResult } from '@/lib/load/result';
import { columns, moreColumns } from './columns';
import { layOut } from './layout';

export const formats = ['json', 'csv', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** The form that the ending of a file's name stands for, or null. */
export function endingOf(file: string): Format | null {
  const endings: Record<string, Format> = { '.json': 'json', '.csv': 'csv', '.md': 'markdown' };
  return endings[extname(file).toLowerCase()] ?? null;
}

/** The results as text; JSON has them as they are, the others as rows. */
export function write(results: readonly LoadResult[], format: Format | null): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(results, null, 2)}\n`;
    case 'csv': {
      const all = [...columns, ...moreColumns];
      const rows = results.map((result) => all.map(({ value }) => value(result) ?? ''));
      return [all.map(({ key }) => key), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
    }
    case 'markdown': {
      const rows = shown(results).map((row) => `| ${row.join(' | ')} |\n`);
      return [rows[0], `|${' --- |'.repeat(columns.length)}\n`, ...rows.slice(1)].join('');
    }
    case null:
      return layOut(shown(results));
  }
}

function shown(results: readonly LoadResult[]): string[][] {
  return [
    columns.map(({ label }) => label),
    ...results.map((result) => columns.map(({ show }) => show(result))),
  ];
}
