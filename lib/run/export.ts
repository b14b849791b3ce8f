import { csvFile, jsonFile, markdownTable } from '@/lib/figures/export';
import { formatMs } from '@/lib/figures/format';
import { matchingPreset } from '@/lib/scenario/presets';
import type { Scenario } from '@/lib/scenario/scenario';
import { toQuery } from '@/lib/scenario/url';
import { defaultView } from '@/lib/scenario/view';
import { nameOf } from '@/lib/techniques';
import { SAVED_FORMAT, SAVED_VERSION, type SavedRun } from './saved-run-schema';
import { scoreboardFigures, scoredLanes } from './scoreboard';
import { setAsideInWords } from './set-aside';
import type { LaneSnapshot, SegmentTimes, Snapshot } from './snapshot';

/** Where figures come from. */
export interface Origin {
  /** Leads to the same settings. */
  link: string;
  /** Of the program. */
  version: string;
  userAgent: string;
}

interface ExportedSegment extends SegmentTimes {
  lanes: LaneSnapshot[];
}

/** Every segment of a run as a Markdown table, values as on the page. */
export function toMarkdown(snapshot: Snapshot, { link, version, userAgent }: Origin): string {
  const { elapsed, firstMoments, faults, notices, interruptions } = snapshot;
  const segments = segmentsOf(snapshot);
  const tables = segments.flatMap((segment, i) => {
    const { from, to, settings, lanes } = segment;
    const columns = lanes.map((lane) => ({ name: nameOf(lane.id), measured: lane }));
    const aside = lanes.filter(({ figures }) => figures.setAside > 0);
    return [
      ...markdownTable(scoreboardFigures, columns),
      '',
      `Segment ${i + 1}, ${seconds(from, to ?? elapsed)}, settings: ${textOf(settings)}`,
      ...aside.map(
        ({ id, figures }) => `Ticks set aside, ${nameOf(id)}: ${setAsideInWords(figures.setAsideFor)}`,
      ),
      '',
    ];
  });
  return [
    ...tables,
    ...(firstMoments === null
      ? []
      : [`First moments, whose ticks are set aside: ${seconds(0, firstMoments)}`]),
    ...faults.map(({ kind, from, to }) => `Fault: ${kind}, ${seconds(from, to)}`),
    ...interruptions.map(({ reason, from, to }) => `Not measured: ${reason}, ${seconds(from, to)}`),
    ...notices.map((notice) => `Notice: ${notice}`),
    `Version ${version}, ${new Date().toISOString()}, ${userAgent}`,
    `${elapsed.toFixed(1)} s, ${uncertaintyOf(snapshot)}, ${link}`,
    '',
  ].join('\n');
}

/**
 * One line for each figure of each segment, one column for each technique; durations in ms, sizes in bytes, shares of 0 to
 * 1. What belongs to a segment or to the whole run stands in the first column of values.
 */
export function toCsv(snapshot: Snapshot, origin: Origin): string {
  const segments = segmentsOf(snapshot);
  const ids = [...new Set(segments.flatMap(({ lanes }) => lanes.map(({ id }) => id)))];
  const said = (segment: number | 'run', name: string, unit: string, value: string | number | null) => [
    segment,
    name,
    unit,
    value,
    ...ids.slice(1).map(() => null),
  ];
  const rows = segments.flatMap(({ from, to, settings, lanes }, index) => {
    const number = index + 1;
    const measured = ids.map((id) => lanes.find((lane) => lane.id === id));
    return [
      ...scoreboardFigures.map(({ key, unit, value }) => [
        number,
        key,
        unit,
        ...measured.map((lane) => (lane ? value(lane) : null)),
      ]),
      [number, 'set_aside', 'count', ...measured.map((lane) => lane?.figures.setAside ?? null)],
      [
        number,
        'set_aside_start',
        'count',
        ...measured.map((lane) => lane?.figures.setAsideFor.start ?? null),
      ],
      said(number, 'from', 's', from),
      said(number, 'to', 's', to ?? snapshot.elapsed),
      said(number, 'settings', 'text', textOf(settings)),
    ];
  });
  const { clock, firstMoments, faults, interruptions, notices } = snapshot;
  return csvFile([
    ['segment', 'figure', 'unit', ...ids],
    ...rows,
    said('run', 'first_moments', 's', firstMoments),
    said('run', 'clock_uncertainty', 'ms', clock?.uncertainty ?? null),
    ...faults.map(({ kind, from, to }) => said('run', 'fault', 'text', `${kind}, ${seconds(from, to)}`)),
    ...interruptions.map(({ reason, from, to }) =>
      said('run', 'interruption', 'text', `${reason}, ${seconds(from, to)}`),
    ),
    ...notices.map((notice) => said('run', 'notice', 'text', notice)),
    said('run', 'date', 'text', new Date().toISOString()),
    ...Object.entries(origin).map(([name, value]) => said('run', name, 'text', value)),
  ]);
}

/** Everything that was measured, segment by segment, with settings, date and origin, as JSON that can be opened again. */
export function toJson(snapshot: Snapshot, scenario: Scenario, origin: Origin): string {
  const { clock, noiseFloor, elapsed, firstMoments, startedAt, interruptions, faults, notices } = snapshot;
  const segments = segmentsOf(snapshot).map(({ from, to, settings, lanes }) => ({
    from,
    to: to ?? elapsed,
    settings,
    techniques: Object.fromEntries(lanes.map(({ id, figures }) => [id, figures])),
    comparisons: Object.fromEntries(lanes.map(({ id, comparison }) => [id, comparison])),
  }));
  const document: Omit<SavedRun, 'date'> = {
    format: SAVED_FORMAT,
    formatVersion: SAVED_VERSION,
    ...origin,
    scenario,
    run: {
      startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
      seconds: elapsed,
      firstMoments,
      clockUncertaintyMs: clock?.uncertainty ?? null,
      noiseFloorMs: noiseFloor,
      interruptions,
      faults,
      notices,
    },
    techniques: segments.at(-1)?.techniques ?? {},
    comparisons: segments.at(-1)?.comparisons ?? {},
    segments,
  };
  return jsonFile(document);
}

/** What a file of a run is called: by its scenario, and the time. @param kind its ending */
export function fileName(scenario: Scenario, time: Date, kind: string): string {
  const name = (matchingPreset(scenario)?.name ?? 'Own settings')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return `realtime-playground-${name}-${time.toISOString().slice(0, 19).replaceAll(':', '')}.${kind}`;
}

/** All segments of a run; the last one is the present one. */
function segmentsOf(snapshot: Snapshot): ExportedSegment[] {
  const { past, segment } = snapshot;
  const over = past.map((one) => ({ ...one, lanes: scoredLanes(one) }));
  return segment ? [...over, { ...segment, lanes: scoredLanes(snapshot) }] : over;
}

/** What differs from the standard, as in an address. */
function textOf(settings: Scenario): string {
  return toQuery({ scenario: settings, view: defaultView }) || 'standard';
}

function uncertaintyOf({ clock }: Snapshot): string {
  return clock ? `latencies ± ${formatMs(clock.uncertainty)}` : 'clocks not compared';
}

function seconds(from: number, to: number): string {
  return `${from.toFixed(1)} to ${to.toFixed(1)} s`;
}
