import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { fromQuery } from '@/lib/scenario/url';
import { unexpected } from '@/lib/schema/unexpected';
import { type Claim, type ClaimTable, claimTableSchema, isTestable, type TestableClaim } from './claim';
import { type LaneNamed, lanesIn, parseCondition } from './condition-syntax';
import { partsOf } from './sentence-template';

/** How long the runs of one claim last, all together, s. */
export const RUN_SECONDS = { least: 5, most: 30 } as const;

/** What is wrong in a text, and where; lines count from 1. */
export interface ClaimProblem {
  line: number;
  message: string;
}

/**
 * Reads the table of claims.
 *
 * @returns it, or all that is wrong with it
 */
export function parseClaims(text: string): { table: ClaimTable } | { problems: ClaimProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ message, linePos }) => ({ line: linePos?.[0].line ?? 1, message })),
    };
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node: unknown = document.getIn(path, true);
    const at = node instanceof Object && 'range' in node && Array.isArray(node.range) ? node.range[0] : null;
    if (at !== null) return lines.linePos(at).line;
    return path.length > 0 ? lineOf(path.slice(0, -1)) : 1;
  };
  const result = z.safeParse(claimTableSchema, document.toJS(), { error: unexpected });
  if (!result.success)
    return {
      problems: result.error.issues.map(({ path, message }) => ({
        line: lineOf(path),
        message: `${path.join('.')}: ${message}`,
      })),
    };
  const { claims } = result.data;
  const problems = claims.flatMap((claim, i) =>
    problemsOf(claim, claims.slice(0, i)).map((message) => ({
      line: lineOf(['claims', i]),
      message: `claim ${claim.number}: ${message}`,
    })),
  );
  return problems.length > 0 ? { problems } : { table: result.data };
}

/** What of a claim does not go together. @param before the claims above it */
function problemsOf(claim: Claim, before: readonly Claim[]): string[] {
  const { number, verdict, turns, runs, draws, shows, noRun } = claim;
  const problems: string[] = [];
  if (before.some((other) => other.number === number)) problems.push('the number is taken');
  if (verdict === 'depends' && !turns) problems.push('it depends, but “turns” does not say on what');
  if (isTestable(claim)) {
    if (noRun) problems.push('it has runs, and a reason why it has none');
    return [...problems, ...problemsOfRuns(claim)];
  }
  if (runs || draws || shows) problems.push('“runs”, “draws” and “shows” go together');
  if (!noRun) problems.push('it has neither runs, nor “noRun” with the reason');
  return problems;
}

function problemsOfRuns({ verdict, runs, shows }: TestableClaim): string[] {
  const read = runs.map(({ address }) => fromQuery(address));
  const ignored = read.flatMap((one) =>
    one.ignored.map(({ name, value, reason }) => `${name}=${value}: ${reason}`),
  );
  const seconds = read.map(({ settings }) => settings.scenario.length);
  const total = seconds.reduce((sum, one) => sum + one, 0);
  const problems = [...ignored];
  if (seconds.includes(0)) problems.push('a run has no length');
  if (total < RUN_SECONDS.least || total > RUN_SECONDS.most)
    problems.push(`its runs last ${total} s; allowed are ${RUN_SECONDS.least} to ${RUN_SECONDS.most} s`);
  if (!shows.some((show) => show.verdict === verdict))
    problems.push(`no run can show that it is “${verdict}”`);
  const hasLane = ({ technique, run }: LaneNamed) =>
    read[run - 1]?.settings.scenario.techniques.includes(technique) ?? false;
  for (const { when, say } of shows) {
    const lanes = [...when.flatMap(lanesOfCondition), ...lanesOfSentence(say)];
    for (const lane of lanes)
      if (!hasLane(lane)) problems.push(`${lane.technique} has no lane in run ${lane.run}`);
  }
  return [...new Set(problems)];
}

function lanesOfCondition(text: string): LaneNamed[] {
  const parsed = parseCondition(text);
  return 'condition' in parsed ? lanesIn(parsed.condition.expression) : [];
}

const lanesOfSentence = (text: string): LaneNamed[] =>
  partsOf(text).parts.flatMap((part) => ('expression' in part ? lanesIn(part.expression) : []));
