import { csvFile, jsonFile, markdownTable } from '@/lib/figures/export';
import { formatBytes, formatCountOf } from '@/lib/figures/format';
import { nameOf } from '@/lib/techniques';
import { settingNames } from '@/lib/techniques/settings';
import { failureOf, isMeasured } from './failure';
import { loadFigures } from './figures';
import type { Outcome } from './result';
import type { Machine } from './result-schema';
import { clientsOf, describeRun, type LoadRun, outcomesOf, resultsWith } from './runs';

/** A run as it is passed on: `link` opens the lab with its settings. */
export interface LinkedRun extends LoadRun {
  link: string;
}

/** A machine in a few words: 2 × AMD EPYC, 8.34 GB, Node v20.20.2. */
export function describeMachine({ cpus, cpu, memory, node }: Machine): string {
  return `${cpus} × ${cpu.trim()}, ${formatBytes(memory)} memory, Node ${node}`;
}

/** A load that failed in a sentence, or null: "SSE with 10 clients failed: …; take fewer clients". */
export function describeFailure(outcome: Outcome): string | null {
  const failure = failureOf(outcome);
  if (!failure) return null;
  const { technique, clients } = outcome.load;
  const who = `${nameOf(technique)} with ${formatCountOf(clients, 'client')}`;
  return `${who} failed: ${failure.reason}; ${failure.advice}.`;
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
          failed: failureOf(measured) !== null,
        }));
        return [...markdownTable(loadFigures, columns), ''];
      }),
      ...outcomesOf(run).flatMap((outcome) => {
        const failure = describeFailure(outcome);
        return failure ? [failure, ''] : [];
      }),
      `${new Date(run.startedAt).toISOString()}, ${describeMachine(run.machine)}, ${run.link}`,
      '',
    ])
    .join('\n');
}

/** One line for each load; durations in ms or s as the head says, sizes in bytes, shares of 0 to 1. */
export function runsToCsv(runs: readonly LinkedRun[]): string {
  const settings = ['rate', 'seconds', 'padding', ...settingNames] as const;
  const head = [
    'run',
    'date',
    'machine',
    'technique',
    ...settings,
    ...loadFigures.map(({ key, unit }) => (unit === 'count' || unit === 'number' ? key : `${key}_${unit}`)),
    'failure',
    'advice',
  ];
  const lines = runs.flatMap((run) =>
    outcomesOf(run).map((outcome) => [
      run.id,
      new Date(run.startedAt).toISOString(),
      describeMachine(run.machine),
      outcome.load.technique,
      ...settings.map((name) => outcome.load[name]),
      ...loadFigures.map(({ value }) => (isMeasured(outcome) ? value(outcome) : null)),
      failureOf(outcome)?.reason ?? null,
      failureOf(outcome)?.advice ?? null,
    ]),
  );
  return csvFile([head, ...lines]);
}

/** All that was measured, with settings, machine and date. */
export function runsToJson(runs: readonly LinkedRun[]): string {
  return jsonFile({
    runs: runs.map(({ startedAt, results, ...run }) => ({
      startedAt: new Date(startedAt).toISOString(),
      ...run,
      results: results.map((result) => {
        const failure = failureOf(result);
        return failure ? { ...result, failure } : result;
      }),
    })),
  });
}
