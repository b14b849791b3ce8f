import { usePlotArea, useXAxisDomain, useXAxisScale } from 'recharts';
import { nameOfFault } from '@/lib/faults/faults';
import type { ChartData } from '@/lib/run/snapshot';

/** Rows of words at the top of a chart, where marks are close to one another. */
const ROWS = 3;

interface Mark {
  key: string;
  kind: 'change' | 'fault' | 'interruption';
  from: number;
  to: number;
  words: string;
}

/** What happened in the time that a chart shows: a change as a dotted line, a fault as a band, each with its words. */
export function TimeMarks({ charts, rem }: { charts: ChartData; rem: number }) {
  const [plot, xOf, domain] = [usePlotArea(), useXAxisScale(), useXAxisDomain()];
  if (!plot || !xOf || !domain) return null;
  const [first, last] = [Number(domain[0]), Number(domain.at(-1))];
  const at = (t: number) => xOf(Math.min(last, Math.max(first, t))) ?? plot.x;
  const right = plot.x + plot.width;
  /** Where the words in each row end. */
  const ends = Array.from({ length: ROWS }, () => Number.NEGATIVE_INFINITY);
  return (
    <g fontSize="0.857rem">
      {marksOf(charts)
        .filter(({ from, to }) => to >= first && from <= last)
        .map(({ key, kind, from, to, words }) => {
          const [x, width] = [at(from), at(to) - at(from)];
          const length = 0.48 * rem * words.length;
          const isAtRight = x + length > right;
          const begin = isAtRight ? x - length : x;
          const row = Math.max(
            0,
            ends.findIndex((end) => end < begin),
          );
          ends[row] = begin + length + rem;
          return (
            <g key={key} data-mark={kind} className={kind === 'change' ? 'segment-edge' : undefined}>
              {width > 0 && (
                <rect x={x} y={plot.y} width={width} height={plot.height} fill="var(--color-sunken)" />
              )}
              {kind !== 'interruption' && (
                <line
                  x1={x}
                  x2={x}
                  y1={plot.y}
                  y2={plot.y + plot.height}
                  stroke="var(--color-ink)"
                  strokeDasharray="2 3"
                />
              )}
              <text
                x={x + (isAtRight ? -0.35 : 0.35) * rem}
                y={plot.y + (0.85 + 1.15 * row) * rem}
                textAnchor={isAtRight ? 'end' : 'start'}
                fill={kind === 'interruption' ? 'var(--color-muted)' : 'var(--color-ink)'}
                stroke="var(--color-card)"
                strokeWidth={kind === 'change' ? 3 : 0}
                paintOrder="stroke"
                fontWeight={500}
              >
                {words}
              </text>
            </g>
          );
        })}
    </g>
  );
}

/** In the order of time, those with a band first: the lines are drawn over them. */
function marksOf({ edges, faults, interruptions }: ChartData): Mark[] {
  const marks: Mark[] = [
    ...interruptions.map(({ from, to }) => ({
      key: `interruption ${from}`,
      kind: 'interruption' as const,
      from,
      to,
      words: 'not measured',
    })),
    ...faults.map(({ kind, from, to }, i) => ({
      key: `fault ${i}`,
      kind: 'fault' as const,
      from,
      to,
      words: nameOfFault(kind),
    })),
    ...edges.map(({ at, change }) => ({
      key: `change ${at}`,
      kind: 'change' as const,
      from: at,
      to: at,
      words: change,
    })),
  ];
  const isLine = ({ from, to }: Mark) => Number(from === to);
  return marks.sort((a, b) => isLine(a) - isLine(b) || a.from - b.from);
}
