/** One measurement on a curve: with the number of its run where several are shown, and ringed where it is a knee. */
export function GrowthDot(props: {
  x: number | undefined;
  y: number | undefined;
  color: string;
  run: number | null;
  isKnee: boolean;
  /** A measurement that failed is hollow. */
  isFailed: boolean;
}) {
  const { x, y, color, run, isKnee, isFailed } = props;
  // There is none where the figure is not known.
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return <g />;
  return (
    <g data-knee={isKnee || undefined} data-failed={isFailed || undefined}>
      {isKnee && <circle cx={x} cy={y} r={9} fill="none" stroke={color} strokeWidth={2} />}
      {run === null ? (
        <circle
          cx={x}
          cy={y}
          r={isFailed ? 4.5 : 3}
          fill={isFailed ? 'var(--color-card)' : color}
          stroke={color}
          strokeWidth={isFailed ? 1.5 : 0}
        />
      ) : (
        <>
          <circle
            cx={x}
            cy={y}
            r={6}
            fill="var(--color-card)"
            stroke={color}
            strokeWidth={1.5}
            strokeDasharray={isFailed ? '2 2' : undefined}
          />
          <text x={x} y={y} dy="0.35em" textAnchor="middle" fontSize="0.6rem" fill="var(--color-ink)">
            {run}
          </text>
        </>
      )}
    </g>
  );
}
