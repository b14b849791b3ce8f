import type { TechniqueId } from '@/lib/techniques';
import { curvesOf } from './curves';
import type { ChartData, ChartPoint, ChartRow } from './snapshot';

export type LiveFigure = 'latency' | 'requests' | 'bytes';

/** The box that a line is drawn in; its height is 1. */
export const LIVE_WIDTH = 100;

/** A line is over at least so long, s: before that it would leap as it grows. */
const LEAST_SECONDS = 10;

/** Lines of each figure, as paths of SVG: one pen stroke for each piece between gaps. */
export type LiveLines = Readonly<Record<LiveFigure, Partial<Record<TechniqueId, string>>>>;

const made = new WeakMap<ChartData, { lanes: string; lines: LiveLines }>();

/**
 * The last minute of the lanes' figures, all lanes on one scale from 0 to the largest value of any of them. Latency is that
 * of each half second, requests those since the minute began, bytes per price that of the segment so far. They are worked
 * out once for all who ask.
 */
export function liveLinesOf(charts: ChartData, lanes: readonly TechniqueId[]): LiveLines {
  const key = lanes.join();
  const known = made.get(charts);
  if (known?.lanes === key) return known.lines;
  const lines: LiveLines = {
    latency: pathsOf(
      charts.minute,
      lanes,
      ({ p50 }) => p50,
      ({ gap }) => gap !== null,
    ),
    requests: pathsOf(sinceFirst(charts.minute), lanes, ({ requests }) => requests, isUnknown),
    bytes: pathsOf(charts.minute, lanes, ({ bytesPerTick }) => bytesPerTick, isUnknown),
  };
  made.set(charts, { lanes: key, lines });
  return lines;
}

const isUnknown = ({ gap }: ChartPoint) => gap === 'all';

function pathsOf(
  rows: readonly ChartRow[],
  lanes: readonly TechniqueId[],
  value: (point: ChartPoint) => number | null,
  isGap: (point: ChartPoint) => boolean,
): Partial<Record<TechniqueId, string>> {
  const curves = curvesOf(rows, lanes, value, isGap);
  const top = Math.max(0, ...curves.flatMap(({ values }) => lanes.map((id) => values[id] ?? 0)));
  const from = rows[0]?.t ?? 0;
  const length = Math.max(LEAST_SECONDS, (rows.at(-1)?.t ?? 0) - from);
  const paths: Partial<Record<TechniqueId, string>> = {};
  for (const id of lanes) {
    let path = '';
    let piece: number | undefined;
    for (const { t, values, pieces } of curves) {
      const known = values[id] ?? null;
      if (known === null) continue;
      const x = (((t - from) / length) * LIVE_WIDTH).toFixed(1);
      const y = (top > 0 ? 1 - known / top : 1).toFixed(3);
      // A point alone is a line of no length, which round ends make a dot.
      path += pieces[id] === piece ? `L${x} ${y}` : `M${x} ${y}h0`;
      piece = pieces[id];
    }
    if (path) paths[id] = path;
  }
  return paths;
}

/** Of a run that is older than the rows, only the requests since the first of them. */
function sinceFirst(rows: readonly ChartRow[]): readonly ChartRow[] {
  const first = rows[0];
  if (!first || first.t === 0) return rows;
  const before = new Map<TechniqueId, number>();
  return rows.map(({ t, lanes }) => {
    const less: ChartRow['lanes'] = {};
    for (const [id, point] of Object.entries(lanes) as [TechniqueId, ChartPoint][]) {
      if (point.requests === null) continue;
      // A lane that is not in the first row came later, with no request before.
      if (!before.has(id)) before.set(id, t === first.t ? point.requests : 0);
      less[id] = { ...point, requests: point.requests - (before.get(id) ?? 0) };
    }
    return { t, lanes: less };
  });
}
