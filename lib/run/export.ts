import { csvFile, jsonFile, markdownTable } from '@/lib/figures/export';
import { formatMs } from '@/lib/figures/format';
import type { Scenario } from '@/lib/scenario/scenario';
import { nameOf } from '@/lib/techniques';
import { scoreboardFigures, scoredLanes } from './scoreboard';
import type { Snapshot } from './snapshot';

/** The scoreboard as a Markdown table, values as on the page. */
export function toMarkdown(snapshot: Snapshot, link: string): string {
  const columns = scoredLanes(snapshot).map((lane) => ({ name: nameOf(lane.id), measured: lane }));
  return [
    ...markdownTable(scoreboardFigures, columns),
    '',
    `${snapshot.elapsed.toFixed(1)} s, ${uncertaintyOf(snapshot)}, ${link}`,
    '',
  ].join('\n');
}

/** One line for each figure, one column for each technique; durations in ms, sizes in bytes, shares of 0 to 1. */
export function toCsv(snapshot: Snapshot): string {
  const lanes = scoredLanes(snapshot);
  return csvFile([
    ['figure', 'unit', ...lanes.map(({ id }) => id)],
    ...scoreboardFigures.map(({ key, unit, value }) => [key, unit, ...lanes.map(value)]),
  ]);
}

/** Everything that was measured, with the scenario and the date, as JSON. */
export function toJson(snapshot: Snapshot, scenario: Scenario, link: string): string {
  const { clock, noiseFloor, elapsed, startedAt, interruptions, faults, notices } = snapshot;
  return jsonFile({
    link,
    scenario,
    run: {
      startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
      seconds: elapsed,
      clockUncertaintyMs: clock?.uncertainty ?? null,
      noiseFloorMs: noiseFloor,
      interruptions,
      faults,
      notices,
    },
    techniques: Object.fromEntries(scoredLanes(snapshot).map(({ id, figures }) => [id, figures])),
    comparisons: Object.fromEntries(scoredLanes(snapshot).map(({ id, comparison }) => [id, comparison])),
  });
}

function uncertaintyOf({ clock }: Snapshot): string {
  return clock ? `latencies ± ${formatMs(clock.uncertainty)}` : 'clocks not compared';
}
