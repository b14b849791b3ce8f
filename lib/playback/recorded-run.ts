import * as z from 'zod/mini';
import { wireEventSchema } from '@/lib/capture/event';
import type { WireMessage } from '@/lib/capture/message';
import { techniqueSchema } from '@/lib/run/figures-schema';
import type { RunReport } from '@/lib/run/messages';
import type { WireReport } from '@/lib/run/snapshot';
import { type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { applyDelta, deltaOf, type Json } from './delta';
import { type Made, madeSchema } from './made';
import { reportSchema } from './report-schema';

/** What a file says that it is, so that others are told apart. */
const FORMAT = 'realtime-playground-recording';

/** Counted up when a file of before could no longer be read rightly. */
const VERSION = 1;

/** What has crossed since the last report: as it was captured, so that it is read again where it is played back. */
export interface RecordedWire extends Omit<WireReport, 'messages'> {
  events: { event: WireMessage['event']; receivedAt: number | null }[];
}

/** Something that an engine reported, ms after the first report. */
export type RecordedEntry = { at: number } & ({ report: RunReport } | { wire: RecordedWire });

/** A run as its engine reported it to the page and to who draws the wire. */
export interface RecordedRun {
  made: Made;
  scenario: Scenario;
  /** When the first report came, on the clock of the page that was recorded, ms since 1970. */
  startedAt: number;
  entries: RecordedEntry[];
}

/** What crossed, as it was reported. */
export function recordedWire({ messages, ...rest }: WireReport): RecordedWire {
  const events = messages.map(({ event, received, arrivedAt }) => ({
    event,
    receivedAt: received ? arrivedAt : null,
  }));
  return { ...rest, events };
}

const wireSchema = z.object({
  market: z.string(),
  events: z.array(z.object({ event: wireEventSchema, receivedAt: z.nullable(z.number()) })),
  deliveries: z.array(
    z.object({
      technique: techniqueSchema,
      seq: z.int(),
      symbol: z.string(),
      price: z.number(),
      due: z.number(),
      receivedAt: z.number(),
    }),
  ),
  faults: z.array(z.object({ name: z.string(), from: z.number(), to: z.number() })),
  leftOut: z.int(),
  counted: z.partialRecord(techniqueSchema, z.int()),
  clockOffset: z.number(),
  startedAt: z.number(),
}) satisfies z.ZodMiniType<RecordedWire>;

const at = z.number().check(z.minimum(0));

const fileSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(VERSION),
  made: madeSchema,
  scenario: scenarioSchema,
  startedAt: z.number(),
  entries: z.array(
    z.union([
      z.strictObject({ at, wire: wireSchema }),
      /** How a report differs from the one of its kind before it; null where it does not. */
      z.strictObject({
        at,
        kind: z.enum(['snapshot', 'charts', 'prices']),
        delta: z.unknown(),
      }),
    ]),
  ),
});

/** A recording as text. It says of each report only what is new, and still is to be compressed. */
export function writeRecording({ entries, ...head }: RecordedRun): string {
  const before = new Map<RunReport['type'], Json>();
  const written = entries.map((entry) => {
    if ('wire' in entry) return entry;
    const { at, report } = entry;
    // What JSON does not have is told as it tells it.
    const value: Json = JSON.parse(JSON.stringify(report));
    const delta = deltaOf(before.get(report.type), value);
    before.set(report.type, value);
    return { at, kind: report.type, delta };
  });
  return JSON.stringify({ format: FORMAT, formatVersion: VERSION, ...head, entries: written });
}

/** Reads the text of a recording. @throws Error which says why it cannot be played */
export function readRecording(text: string): RecordedRun {
  const file = z.safeParse(fileSchema, jsonOf(text));
  if (!file.success) throw new Error(`it is no recording that this page can read: ${inWords(file.error)}`);
  const before = new Map<RunReport['type'], Json>();
  const { made, scenario, startedAt, entries } = file.data;
  return {
    made,
    scenario,
    startedAt,
    entries: entries.map((entry): RecordedEntry => {
      if ('wire' in entry) return entry;
      const { at, kind, delta } = entry;
      const value = delta ? applyDelta(before.get(kind), delta) : before.get(kind);
      const report = z.safeParse(reportSchema, value);
      if (!report.success || value === undefined)
        throw new Error(`a report of ${at} ms is none: ${report.error ? inWords(report.error) : kind}`);
      before.set(kind, value);
      return { at, report: report.data };
    }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is no JSON');
  }
}

/** What is wrong first, and where it stands. */
function inWords({ issues: [issue] }: z.core.$ZodError): string {
  return issue ? `${issue.path.map(String).join('.')} ${issue.message}` : 'something';
}
