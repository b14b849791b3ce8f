import * as z from 'zod/mini';
import { nameOfFault } from '@/lib/faults/faults';
import { formatClock } from '@/lib/figures/format';
import { matchingPreset } from '@/lib/scenario/presets';
import { type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import {
  SAVED_FORMAT,
  SAVED_VERSION,
  type SavedRun,
  type SavedSegment,
  savedRunSchema,
} from './saved-run-schema';
import type { ScoredLane } from './telling-apart';

/** A file that is larger is no saved run: an hour with a hundred segments is half of it. */
export const MOST_BYTES = 10_000_000;

/** What came of a file: the run that was saved in it, or what is wrong with it, as a sentence. */
export type Opened = { run: SavedRun } | { problem: string };

/** A saved run to compare with, and which of its segments. */
export interface Compared {
  run: SavedRun;
  segment: number;
}

/** Reads a file that a person has chosen. */
export async function openSavedRun(file: Blob): Promise<Opened> {
  if (file.size > MOST_BYTES) {
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
    return {
      problem: `The file is too large: ${megabytes(file.size)} MB, and at most ${megabytes(MOST_BYTES)} MB are read.`,
    };
  }
  try {
    return readSavedRun(await file.text());
  } catch {
    return { problem: 'The file cannot be read.' };
  }
}

/** Reads the text of a file that was saved as JSON. */
export function readSavedRun(text: string): Opened {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: 'The file is no JSON. A run is saved with the button “JSON”.' };
  }
  const head = z.safeParse(
    z.object({ format: z.literal(SAVED_FORMAT), formatVersion: z.unknown() }),
    document,
  );
  if (!head.success)
    return { problem: `The file is no saved run: it does not say “format”: “${SAVED_FORMAT}”.` };
  const { formatVersion } = head.data;
  if (formatVersion !== SAVED_VERSION) {
    return {
      problem: `The file is of version ${JSON.stringify(formatVersion)} of the format; this page reads version ${SAVED_VERSION}.`,
    };
  }
  const result = z.safeParse(savedRunSchema, document, { error: unexpected });
  if (result.success) return { run: result.data };
  return { problem: `The file holds what no run has: ${inWords(result.error, document)}.` };
}

/** A segment's lanes, as the scoreboard compares them. */
export function lanesOfSaved({ techniques, comparisons }: SavedSegment): ScoredLane[] {
  return techniqueIds.flatMap((id) => {
    const [figures, comparison] = [techniques[id], comparisons[id]];
    return figures && comparison ? [{ id, figures, comparison }] : [];
  });
}

/** Those of the segment that is compared with. */
export function lanesOfCompared({ run, segment }: Compared): ScoredLane[] {
  const chosen = run.segments[segment];
  return chosen ? lanesOfSaved(chosen) : [];
}

/** The name of the scenario of a segment. */
export function scenarioNameOf({ settings }: SavedSegment): string {
  const whole = z.safeParse(scenarioSchema, settings);
  return (whole.success && matchingPreset(whole.data)?.name) || 'Own settings';
}

/** A setting that is another one in the saved segment than now, as in an address. */
export interface DifferentSetting {
  name: string;
  /** null where the file does not have it. */
  saved: string | null;
  now: string;
}

/** Which settings differ. The stock that is shown is none of them where it is not traded. */
export function differentSettings({ settings }: SavedSegment, now: Scenario): DifferentSetting[] {
  const before: Readonly<Record<string, unknown>> = settings;
  return Object.entries(now).flatMap(([name, value]) => {
    const saved = name in before ? textOf(before[name]) : null;
    const isShownOnly = name === 'symbol' && !now.trader && !settings.trader;
    return saved === textOf(value) || isShownOnly ? [] : [{ name, saved, now: textOf(value) }];
  });
}

/** What the figures of a saved segment come from, in a few words each. */
export function originOfSaved(
  { date, version, userAgent, run, segments }: SavedRun,
  index: number,
): string[] {
  const segment = segments[index];
  if (!segment) return [];
  const { from, to } = segment;
  const faults = run.faults.filter((fault) => fault.to >= from && fault.from <= to);
  return [
    scenarioNameOf(segment),
    nameOfSegment(segment, index),
    ...(faults.length > 0 ? [`faults: ${faults.map(({ kind }) => nameOfFault(kind)).join(', ')}`] : []),
    `saved ${date.slice(0, 16).replace('T', ' ')} UTC by version ${version}`,
    userAgent,
  ];
}

/** A segment of a run, by its number and its time. */
export function nameOfSegment({ from, to }: SavedSegment, index: number): string {
  return `segment ${index + 1}, ${formatClock(from)} to ${formatClock(to)}`;
}

/** A setting as in an address; the order of techniques is none. */
function textOf(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'none' : [...value].sort().join(',');
}

/** What is wrong first, and where it stands. */
function inWords({ issues: [issue] }: z.core.$ZodError, document: unknown): string {
  if (!issue) return 'something';
  const value = issue.path.reduce<unknown>((part, key) => Object(part)[key], document);
  const text = JSON.stringify(value) ?? 'missing';
  return `${pathInWords(issue.path)} ${issue.message}${text.length <= 40 ? ` (${text})` : ''}`;
}

/** What is said of a value that nothing more exact is said of. */
function unexpected(issue: z.core.$ZodRawIssue): string {
  if (issue.code !== 'unrecognized_keys') return 'is not what a run has there';
  return `has what this page does not know: ${issue.keys.join(', ')}`;
}

/** `segments[0].from`. The library's own function for it would bring all of the library along. */
function pathInWords(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
