'use client';

import { memo } from 'react';
import { colorOf } from '@/components/ui/technique-style';
import { formatMs, trimZeros } from '@/lib/figures/format';
import { logTicks } from '@/lib/figures/log-ticks';
import type { ChartData } from '@/lib/run/snapshot';
import { nameOf, type TechniqueId } from '@/lib/techniques';
import { gridColor, roomOf } from './axes';

/** How the latencies of each technique are spread: a row for each, all on one axis, with its typical and its slowest. */
export const SpreadChart = memo(function SpreadChart(props: {
  distribution: ChartData['distribution'];
  shown: readonly TechniqueId[];
  /** How long the way alone takes, ms; 0 where there is none to speak of. */
  way: number;
  size: { width: number; height: number };
  rem: number;
}) {
  const { distribution, shown, way, size, rem } = props;
  const { isNarrow } = roomOf(size.width, rem);
  const [left, right] = isNarrow ? [0, 0.2 * rem] : [7.6 * rem, 8.6 * rem];
  const bottom = size.height - 1.7 * rem;
  const top = (way > 0 ? 1.6 : 0.5) * rem;
  const rows = shown.map((id) => ({ id, spread: distribution.lanes[id] }));
  const ticks = logTicks([...(way > 0 ? [way] : []), ...filledEdges(distribution, shown)]);
  const [least, most] = [Math.log(ticks[0] ?? 1), Math.log(ticks.at(-1) ?? 10)];
  const xOf = (ms: number) =>
    left + Math.min(1, Math.max(0, (Math.log(ms) - least) / (most - least))) * (size.width - left - right);
  const height = (bottom - top) / Math.max(1, rows.length);
  const peak = height - (isNarrow ? 1.5 : 0.5) * rem;
  // Where there is no room beside the plot, the outermost labels stay within it.
  const anchorOf = (i: number) =>
    isNarrow && i === 0 ? 'start' : isNarrow && i === ticks.length - 1 ? 'end' : 'middle';
  const isWayAtRight = xOf(way) > left + 7 * rem;

  return (
    <svg {...size} role="img" aria-label={spokenOf(rows, way)} fontSize="0.857rem">
      {ticks.map((tick, i) => (
        <g key={tick}>
          <line x1={xOf(tick)} x2={xOf(tick)} y1={top} y2={bottom} stroke={gridColor} />
          <text x={xOf(tick)} y={size.height - 0.4 * rem} textAnchor={anchorOf(i)} fill="var(--color-muted)">
            {trimZeros(formatMs(tick))}
          </text>
        </g>
      ))}
      {way > 0 && (
        <>
          <line
            x1={xOf(way)}
            x2={xOf(way)}
            y1={0.3 * rem}
            y2={bottom}
            stroke="var(--color-ink)"
            strokeDasharray="2 3"
          />
          <text
            x={xOf(way) + (isWayAtRight ? -0.4 : 0.4) * rem}
            y={rem}
            textAnchor={isWayAtRight ? 'end' : 'start'}
            fill="var(--color-ink)"
          >
            the way: {trimZeros(formatMs(way))}
          </text>
        </>
      )}
      {rows.map(({ id, spread }, index) => {
        const foot = top + (index + 1) * height;
        const wordsAt = isNarrow ? foot - peak - 0.3 * rem : foot - 0.25 * rem;
        return (
          <g key={id} data-technique={id}>
            {spread && (
              <path
                d={ridgeOf(distribution.edges, spread.shares, xOf, foot, peak)}
                fill={colorOf(id)}
                fillOpacity={0.22}
                stroke={colorOf(id)}
                strokeWidth={1.6}
                strokeLinejoin="round"
              />
            )}
            <line x1={left} x2={size.width - right} y1={foot} y2={foot} stroke="var(--color-strong)" />
            {spread && (
              <line
                x1={xOf(spread.p50)}
                x2={xOf(spread.p50)}
                y1={foot}
                y2={foot - peak}
                stroke={colorOf(id)}
                strokeWidth={2}
              />
            )}
            <text
              x={isNarrow ? left : left - 0.7 * rem}
              y={wordsAt}
              textAnchor={isNarrow ? 'start' : 'end'}
              fontWeight={600}
              fill={colorOf(id)}
              {...halo}
            >
              {nameOf(id)}
            </text>
            <text
              x={isNarrow ? size.width - right : size.width - right + 0.7 * rem}
              y={wordsAt}
              textAnchor={isNarrow ? 'end' : 'start'}
              fill="var(--color-muted)"
              {...halo}
            >
              <tspan fontWeight={600} fill="var(--color-ink)">
                {formatMs(spread?.p50 ?? null)}
              </tspan>
              {spread && ` · ${formatMs(spread.p99)}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
});

/** Keeps words readable where lines run behind them. */
const halo = { stroke: 'var(--color-card)', strokeWidth: 3, paintOrder: 'stroke' };

/** The edges between which there is something. */
function filledEdges({ edges, lanes }: ChartData['distribution'], shown: readonly TechniqueId[]): number[] {
  return edges.filter((_, i) =>
    shown.some((id) => (lanes[id]?.shares[i] ?? 0) > 0 || (lanes[id]?.shares[i - 1] ?? 0) > 0),
  );
}

/** An outline over the bins that hold something, as high as the fullest of them is to be. */
function ridgeOf(
  edges: readonly number[],
  shares: readonly number[],
  xOf: (ms: number) => number,
  foot: number,
  peak: number,
): string {
  const largest = Math.max(...shares);
  const points = shares.flatMap((share, i) => {
    const [from, to] = [edges[i] ?? 1, edges[i + 1] ?? 1];
    const isBeside = share > 0 || (shares[i - 1] ?? 0) > 0 || (shares[i + 1] ?? 0) > 0;
    return isBeside
      ? [`${xOf(Math.sqrt(from * to)).toFixed(1)} ${(foot - (share / largest) * peak).toFixed(1)}`]
      : [];
  });
  return points.length > 0 ? `M${points.join('L')}` : '';
}

function spokenOf(
  rows: readonly { id: TechniqueId; spread: { p50: number; p99: number } | undefined }[],
  way: number,
): string {
  const spoken = rows.map(({ id, spread }) =>
    spread
      ? `${nameOf(id)}: typical ${formatMs(spread.p50)}, slowest 1 % ${formatMs(spread.p99)}`
      : `${nameOf(id)}: nothing yet`,
  );
  return `${spoken.join('; ')}.${way > 0 ? ` The way alone takes ${formatMs(way)}.` : ''}`;
}
