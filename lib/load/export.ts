import { csvFile, jsonFile, markdownTable } from '@/lib/figures/export';
import { formatBytes } from '@/lib/figures/format';
import { nameOf } from '@/lib/techniques';
import { settingNames } from '@/lib/techniques/settings';
import { loadFigures } from './figures';
import type { Machine } from './result-schema';
import { clientsOf, describeRun, type LoadRun, resultsWith } from './runs';

/** A run as it is passed on: `link` opens the lab with its settings. */
export interface LinkedRun extends LoadRun {
  link: string;
}

/** A machine in a few words: 2 × AMD EPYC, 8.34 GB, Node v20.20.2. */
export function describeMachine({ cpus, cpu, memory, node }: Machine): string {
  return `${cpus} × ${cpu.trim()}, ${formatBytes(memory)} memory, Node ${node}`;
}

/** For each run, and each number of clients it measured, a Markdown table with values as on the page. */
export function runsToMarkdown(runs: readonly LinkedRun[]): string {
  return runs
    .flatMap((run) => [
      `### Run ${run.id}: ${describeRun(run)}`,
      '',
      ...clientsOf(run).flatMap((clients) => {
        const columns = resultsWith(run, clients).map((measured) => ({
          name: nameOf(measured.load.technique),
          measured,
        }));
        return [...markdownTable(loadFigures, columns), ''];
      }),
      `${new Date(run.startedAt).toISOString()}, ${describeMachine(run.machine)}, ${run.link}`,
      '',
    ])
    .join('\n');
}

/** One line for each measurement; durations in ms or s as the head says, sizes in bytes, shares of 0 to 1. */
export function runsToCsv(runs: readonly LinkedRun[]): string {
  const settings = ['rate', 'seconds', 'padding', ...settingNames] as const;
  const head = [
    'run',
    'date',
    'machine',
    'technique',
    ...settings,
    ...loadFigures.map(({ key, unit }) => (unit === 'count' || unit === 'number' ? key : `${key}_${unit}`)),
  ];
  const lines = runs.flatMap((run) =>
    run.results.map((result) => [
      run.id,
      new Date(run.startedAt).toISOString(),
      describeMachine(run.machine),
      result.load.technique,
      ...settings.map((name) => result.load[name]),
      ...loadFigures.map(({ value }) => value(result)),
    ]),
  );
  return csvFile([head, ...lines]);
}

/** All that was measured, with settings, machine and date. */
export function runsToJson(runs: readonly LinkedRun[]): string {
  return jsonFile({
    runs: runs.map(({ startedAt, ...run }) => ({ startedAt: new Date(startedAt).toISOString(), ...run })),
  });
}
