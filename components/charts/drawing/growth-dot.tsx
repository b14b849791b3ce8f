/** One measurement on a curve: with the number of its run where several are shown, and ringed where it is a knee. */
export function GrowthDot(props: {
  x: number | undefined;
  y: number | undefined;
  color: string;
  run: number | null;
  isKnee: boolean;
}) {
  const { x, y, color, run, isKnee } = props;
  // There is none where the figure is not known.
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return <g />;
  return (
    <g data-knee={isKnee || undefined}>
      {isKnee && <circle cx={x} cy={y} r={9} fill="none" stroke={color} strokeWidth={2} />}
      {run === null ? (
        <circle cx={x} cy={y} r={3} fill={color} />
      ) : (
        <>
          <circle cx={x} cy={y} r={6} fill="var(--color-card)" stroke={color} strokeWidth={1.5} />
          <text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize="0.6rem" fill="var(--color-ink)">
            {run}
          </text>
        </>
      )}
    </g>
  );
}
