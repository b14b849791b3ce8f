'use client';

import { memo, useId } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { colorOf } from '@/components/ui/technique-style';
import { useFiguresOf } from '@/components/ui/use-store';
import { type PriceBytes, priceBytesOf } from '@/lib/run/price-bytes';
import type { Snapshot } from '@/lib/run/snapshot';
import { nameOf } from '@/lib/techniques';
import { roomOf } from './axes';

/** The parts of a bar, in their order. */
const KINDS = ['price', 'down', 'up'] as const;

/** What one price takes on the wire: a bar for each technique, of the price itself and of what comes with it. */
export const PriceChart = memo(function PriceChart(props: {
  run: PageRun;
  size: { width: number; height: number };
  rem: number;
}) {
  const { run, size, rem } = props;
  // As text, so that nothing is drawn anew for what is equal but not the same.
  const bars: PriceBytes[] = JSON.parse(useFiguresOf(run.snapshot, barsOf));
  const id = useId().replaceAll(/[^\w-]/g, '');
  const { isNarrow } = roomOf(size.width, rem);
  const [left, right] = isNarrow ? [0, 6.6 * rem] : [7.6 * rem, 8.6 * rem];
  const legend = 2.4 * rem;
  const row = Math.min(4 * rem, (size.height - legend) / Math.max(1, bars.length));
  const thick = Math.max(0.6 * rem, row - (isNarrow ? 1.9 : 0.9) * rem);
  const most = Math.max(1, ...bars.map(({ bytes }) => bytes ?? 0));
  const scale = (size.width - left - right) / most;

  return (
    <svg {...size} role="img" aria-label={spokenOf(bars)} fontSize="0.857rem">
      <defs>
        {[
          ...bars.map((bar) => [bar.id, colorOf(bar.id)] as const),
          ['legend', 'var(--color-ink)'] as const,
        ].map(([key, color]) => (
          <pattern
            key={key}
            id={`${id}-${key}`}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={6} height={6} fill={color} fillOpacity={0.14} />
            <line x1={0} x2={0} y1={0} y2={6} stroke={color} strokeWidth={2.4} strokeOpacity={0.6} />
          </pattern>
        ))}
      </defs>
      {bars.map(({ id: technique, bytes, parts, label, compared }, index) => {
        const y = index * row + (isNarrow ? 1.3 * rem : 0.45 * rem);
        const middle = y + thick / 2;
        const fills = [colorOf(technique), colorOf(technique), `url(#${id}-${technique})`];
        let x = left;
        return (
          <g key={technique} data-technique={technique}>
            <text
              x={isNarrow ? 0 : left - 0.7 * rem}
              y={isNarrow ? y - 0.3 * rem : middle}
              dy={isNarrow ? 0 : '0.35em'}
              textAnchor={isNarrow ? 'start' : 'end'}
              fontWeight={600}
              fill={colorOf(technique)}
            >
              {nameOf(technique)}
            </text>
            {parts.map((part, kind) => {
              const from = x;
              x += part * scale;
              return (
                <rect
                  key={KINDS[kind]}
                  x={from}
                  y={y}
                  width={Math.max(0, part * scale - 1)}
                  height={thick}
                  fill={fills[kind]}
                  fillOpacity={kind === 1 ? 0.36 : 1}
                />
              );
            })}
            <text
              x={left + (bytes ?? 0) * scale + 0.6 * rem}
              y={middle}
              dy="0.35em"
              fill="var(--color-muted)"
            >
              <tspan fontWeight={600} fill="var(--color-ink)">
                {label}
              </tspan>
              {compared && <tspan dx="0.4em">{compared}</tspan>}
            </text>
          </g>
        );
      })}
      <Legend
        x={left}
        y={size.height - 0.9 * rem}
        rem={rem}
        hatch={`url(#${id}-legend)`}
        isNarrow={isNarrow}
      />
    </svg>
  );
});

function Legend(props: { x: number; y: number; rem: number; hatch: string; isNarrow: boolean }) {
  const { x, y, rem, hatch, isNarrow } = props;
  const entries = [
    ['the price itself', 'var(--color-ink)', 1, 9],
    [isNarrow ? 'down' : 'overhead down', 'var(--color-ink)', 0.36, isNarrow ? 4.6 : 9.6],
    ['overhead up', hatch, 1, 8],
  ] as const;
  let at = x;
  return entries.map(([words, fill, opacity, width]) => {
    const from = at;
    at += width * rem;
    return (
      <g key={words}>
        <rect
          x={from}
          y={y - 0.8 * rem}
          width={0.9 * rem}
          height={0.9 * rem}
          fill={fill}
          fillOpacity={opacity}
        />
        <text x={from + 1.3 * rem} y={y} fill="var(--color-muted)">
          {words}
        </text>
      </g>
    );
  });
}

function barsOf(snapshot: Snapshot | null): string {
  return JSON.stringify(snapshot ? priceBytesOf(snapshot) : []);
}

function spokenOf(bars: readonly PriceBytes[]): string {
  return bars
    .map(({ id, label, compared, parts: [price = 0, down = 0, up = 0] }) => {
      const share = `${Math.round(price)} B the price itself, ${Math.round(down)} B overhead down, ${Math.round(up)} B up`;
      return `${nameOf(id)}: ${label}${compared ? `, ${compared}` : ''} (${share})`;
    })
    .join('; ');
}
