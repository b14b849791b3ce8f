import { extname } from 'node:path';
import { failureOf } from '@/lib/load/failure';
import type { Outcome } from '@/lib/load/result';
import { columns, moreColumns } from './columns';
import { layOut } from './layout';

export const formats = ['json', 'csv', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** The form that the ending of a file's name stands for, or null. */
export function endingOf(file: string): Format | null {
  const endings: Record<string, Format> = { '.json': 'json', '.csv': 'csv', '.md': 'markdown' };
  return endings[extname(file).toLowerCase()] ?? null;
}

/** What came of each load as text; JSON has it as it is, with the failure beside it, the others as rows. */
export function write(outcomes: readonly Outcome[], format: Format | null): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(outcomes.map(withFailure), null, 2)}\n`;
    case 'csv': {
      const all = [...columns, ...moreColumns];
      const rows = outcomes.map((outcome) => all.map(({ value }) => value(outcome) ?? ''));
      return [all.map(({ key }) => key), ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
    }
    case 'markdown': {
      const rows = shown(outcomes).map((row) => `| ${row.join(' | ')} |\n`);
      return [rows[0], `|${' --- |'.repeat(columns.length)}\n`, ...rows.slice(1)].join('');
    }
    case null:
      return layOut(shown(outcomes));
  }
}

function withFailure(outcome: Outcome) {
  const failure = failureOf(outcome);
  return failure ? { ...outcome, failure } : outcome;
}

/** As RFC 4180 wants it, what has a comma or a quote in it stands in quotes. */
function quoted(value: number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function shown(outcomes: readonly Outcome[]): string[][] {
  return [
    columns.map(({ label }) => label),
    ...outcomes.map((outcome) => columns.map(({ show }) => show(outcome))),
  ];
}
