import {
  useActiveTooltipLabel,
  useIsTooltipActive,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
} from 'recharts';
import { endLabels } from '@/lib/figures/end-labels';

/** A line, and its value at each place of the horizontal axis. */
export interface LabelledLine {
  key: string;
  name: string;
  color: string;
  /** From left to right; null where there is none. */
  points: readonly { x: number; y: number | null }[];
}

/**
 * The names of lines at their ends, with their last values; while the cursor is on the chart, with the values there. So
 * nothing has to float over the lines.
 */
export function EndLabels(props: {
  lines: readonly LabelledLine[];
  format: (value: number | null) => string;
  /** What the place of the cursor is called. */
  formatX: (x: number) => string;
  isNarrow: boolean;
  rem: number;
}) {
  const { lines, format, formatX, isNarrow, rem } = props;
  const [plot, xOf, yOf] = [usePlotArea(), useXAxisScale(), useYAxisScale()];
  const label = useActiveTooltipLabel();
  const isActive = useIsTooltipActive();
  if (!plot || !xOf || !yOf) return null;
  const cursor = isActive && label !== undefined ? Number(label) : null;
  const ends = lines.flatMap(({ key, name, points }) => {
    const last = points.findLast(({ y }) => y !== null);
    if (!last || last.y === null) return [];
    const [x, y] = [xOf(last.x), yOf(last.y)];
    if (x === undefined || y === undefined || !Number.isFinite(y)) return [];
    const value = cursor === null ? last.y : valueAt(points, cursor);
    return [{ key, name, text: format(value), x, y }];
  });
  const right = plot.x + plot.width;
  const labels = endLabels(
    ends,
    { top: plot.y - 0.3 * rem, bottom: plot.y + plot.height + 0.3 * rem, height: 1.15 * rem },
    isNarrow ? 15 : 20,
  );
  const colorOf = (key: string) => lines.find((line) => line.key === key)?.color;
  return (
    <g className="end-labels" fontSize="0.857rem">
      {cursor !== null && <Cursor x={xOf(cursor)} plot={plot} text={formatX(cursor)} rem={rem} />}
      {labels.map(({ ends: shared, text, y }) => (
        <g key={shared[0]?.key}>
          {shared.map((end) => (
            <path
              key={end.key}
              d={`M${Math.min(right, end.x) + 2} ${end.y}H${right + 3}L${right + 0.8 * rem} ${y}`}
              fill="none"
              stroke={colorOf(end.key)}
              strokeOpacity={0.5}
            />
          ))}
          <text x={right + rem} y={y} dy="0.35em" fill="var(--color-muted)">
            {!(isNarrow && cursor !== null) &&
              shared.map((end, i) => (
                <tspan key={end.key} fontWeight={600} fill={colorOf(end.key)}>
                  {i > 0 ? ` · ${end.name}` : end.name}
                </tspan>
              ))}
            {(!isNarrow || cursor !== null) && <tspan dx="0.4em">{text}</tspan>}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Where a line has nothing at the very place, what it has just beside it. */
function valueAt(points: LabelledLine['points'], x: number): number | null {
  const at = points.findIndex((point) => point.x === x);
  return points[at]?.y ?? points[at - 1]?.y ?? points[at + 1]?.y ?? null;
}

/** Where the cursor is: that of Recharts stays where it is on the screen while the time goes on. */
function Cursor(props: {
  x: number | undefined;
  plot: { x: number; y: number; width: number; height: number };
  text: string;
  rem: number;
}) {
  const { x, plot, text, rem } = props;
  if (x === undefined) return null;
  const isAtRight = x > plot.x + plot.width - 5 * rem;
  return (
    <>
      <line x1={x} x2={x} y1={plot.y} y2={plot.y + plot.height} stroke="var(--color-ink)" />
      <text
        x={x + (isAtRight ? -0.4 : 0.4) * rem}
        y={plot.y + plot.height - 0.5 * rem}
        textAnchor={isAtRight ? 'end' : 'start'}
        fill="var(--color-ink)"
        stroke="var(--color-card)"
        strokeWidth={3}
        paintOrder="stroke"
        fontWeight={600}
      >
        {text}
      </text>
    </>
  );
}
