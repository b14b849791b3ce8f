import { type MeasuredHere, type MeasuredRow, measuredInWords } from './measured-here';
import { factOf, type Reference, type ReferenceColumn } from './reference';

/** The reference as it is looked at, as a Markdown table: figures of this machine first, then aspects with their sources. */
export function referenceMarkdown(props: {
  reference: Reference;
  groups: Reference['groups'];
  columns: readonly ReferenceColumn[];
  measuredRows: readonly MeasuredRow[];
  measured: MeasuredHere | null;
  /** When that was, in words. */
  measuredAt: string;
  /** The address of the page. */
  link: string;
}): string {
  const { reference, groups, columns, measuredRows, measured, measuredAt, link } = props;
  const rows = [
    ...(measured
      ? measuredRows.map(({ figure }) => [
          `${figure.label} (measured)`,
          ...columns.map(({ runs }) => measuredInWords(measured, runs, figure)),
        ])
      : []),
    ...groups.flatMap((group) =>
      group.rows.map((row) => [
        row.term ? `${row.name} (${row.term})` : row.name,
        ...columns.map(({ id }) => {
          const fact = factOf(reference, row, id);
          return fact ? `${fact.fact} [${fact.sources.map(({ label }) => label).join('; ')}]` : '–';
        }),
      ]),
    ),
  ];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(['Aspect', ...columns.map(({ name }) => name)]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map(line),
    '',
    ...(measured && measuredRows.length > 0
      ? [`Measured on ${measuredAt}, in two runs: ${measured.runs.map((run) => `\`${run}\``).join(', ')}.`]
      : []),
    link,
    '',
  ].join('\n');
}
