import { colorOf } from '@/components/ui/technique-style';
import { type TechniqueId, techniqueOf } from '@/lib/techniques';

/** Where the browser's line stands, and the server's. */
const BROWSER = 22;
const SERVER = 80;

/** How far an arrow falls on its way. */
const FALL = 7;

interface Arrow {
  /** Where it leaves. */
  y: number;
  up?: boolean;
  /** An answer without a price. */
  empty?: boolean;
}

/** The shape of each way to ask, as arrows. They stand for no figure. */
const shapes: Record<ReturnType<typeof techniqueOf>['traits']['asks'], readonly Arrow[]> = {
  'every interval': [
    { y: 8, up: true },
    { y: 17, empty: true },
    { y: 34, up: true },
    { y: 43, empty: true },
    { y: 60, up: true },
    { y: 69 },
  ],
  'when answered': [{ y: 6, up: true }, { y: 30 }, { y: 38, up: true }, { y: 62 }, { y: 70, up: true }],
  once: [{ y: 6, up: true }, { y: 22 }, { y: 38 }, { y: 54 }, { y: 70 }],
};

/**
 * A drawing of how a technique asks and is answered, for the index of lessons. It is a sign and no measurement.
 *
 * @param props.isBroken with a band in which nothing passes
 */
export function LessonPicture({ technique, isBroken }: { technique: TechniqueId; isBroken: boolean }) {
  const arrows = shapes[techniqueOf(technique).traits.asks];
  return (
    <svg width="96" height="92" viewBox="0 0 96 92" aria-hidden="true" className="max-w-full">
      {isBroken && <rect x="0" y="34" width="96" height="24" fill="var(--color-line)" />}
      <path
        d={`M${BROWSER} 2v86M${SERVER} 2v86`}
        stroke="var(--color-strong)"
        strokeWidth="1.5"
        fill="none"
      />
      {arrows
        .filter(({ y }) => !(isBroken && y > 30 && y < 58))
        .map((arrow) => (
          <ArrowOf key={arrow.y} arrow={arrow} color={colorOf(technique)} />
        ))}
    </svg>
  );
}

function ArrowOf({ arrow: { y, up, empty }, color }: { arrow: Arrow; color: string }) {
  const [from, to, way] = up ? [BROWSER, SERVER - 2, 1] : [SERVER, BROWSER + 2, -1];
  const stroke = up ? 'var(--color-muted)' : color;
  const end = y + FALL;
  return (
    <g stroke={stroke} strokeWidth={up || empty ? 1.3 : 2} fill={empty ? 'var(--color-sunken)' : stroke}>
      <path d={`M${from} ${y}L${to - 7 * way} ${end - 0.8}`} strokeDasharray={empty ? '3 2.5' : undefined} />
      <path d={`M${to} ${end}l${-7 * way} ${-4.2}l${-0.8 * way} 6.4z`} strokeWidth="1" />
    </g>
  );
}
