import { colorOf } from '@/components/ui/technique-style';
import { apart } from '@/lib/figures/apart';
import { type Strip, scaleOf } from '@/lib/verdict/strip';

const WIDTH = 216;
const LINE = 28;
/** Dots that tie stand so far apart at most, and all of them between the labels above and below the line. */
const STACK = { apart: 5, height: 16 };
/** Of a character of a label, as wide as most. */
const CHARACTER = 7;

/** Lanes as dots on a logarithmic scale. Those that tie stand on top of one another, with one label. */
export function DotStrip({ strip }: { strip: Strip }) {
  const { at, ticks } = scaleOf(strip);
  const groups = strip.groups
    .map(({ ids, values, label }) => {
      const places = values.map((value) => 6 + at(value) * (WIDTH - 12));
      const middle = places.reduce((sum, place) => sum + place, 0) / places.length;
      return { ids, places, middle, label };
    })
    .sort((a, b) => a.middle - b.middle);
  const widths = groups.map(({ label }) => label.length * CHARACTER + 8);
  const middles = apart(
    groups.map(({ middle }) => middle),
    widths,
    WIDTH,
  );
  const hasRoom = widths.reduce((sum, width) => sum + width, 0) <= WIDTH;
  return (
    <svg viewBox={`0 0 ${WIDTH} 46`} width={WIDTH} height="46" className="max-w-full" aria-hidden="true">
      <line x1="0" x2={WIDTH} y1={LINE} y2={LINE} className="stroke-strong" />
      {ticks.map(({ value, label }) => {
        const x = 6 + at(value) * (WIDTH - 12);
        return (
          <g key={value}>
            <line x1={x} x2={x} y1={LINE - 3} y2={LINE + 3} className="stroke-strong" />
            <text x={x} y={LINE + 15} textAnchor="middle" className="fill-muted text-[12px]">
              {label}
            </text>
          </g>
        );
      })}
      {groups.map(({ ids, places, label }, i) => (
        <g key={ids.join()}>
          {ids.map((id, lane) => (
            <circle
              key={id}
              cx={places[lane]}
              cy={heightOf(lane, ids.length)}
              r="4"
              fill={colorOf(id)}
              className="stroke-page"
            />
          ))}
          {/* Where there is no room for all, only the ends of the scale are named. */}
          {(hasRoom || i === 0 || i === groups.length - 1) && (
            <text
              x={middles[i]}
              y="13"
              textAnchor="middle"
              className="text-[12px] font-semibold"
              fill={ids.length === 1 && ids[0] ? colorOf(ids[0]) : 'var(--color-ink)'}
            >
              {label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Where a dot stands of those that tie: on the line, in the middle. */
function heightOf(lane: number, count: number): number {
  const step = Math.min(STACK.apart, STACK.height / Math.max(1, count - 1));
  return LINE + (lane - (count - 1) / 2) * step;
}
