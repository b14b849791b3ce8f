import { TechniqueMark } from '@/components/ui/technique-style';
import { kneeInWords } from '@/lib/load/curves';
import type { Series } from './series';

/** What the rings in the charts say, in words. */
export function Knees(props: {
  curves: readonly (readonly [figure: string, series: readonly Series[]])[];
  severalRuns: boolean;
}) {
  const { curves, severalRuns } = props;
  const found = curves.flatMap(([figure, series]) =>
    series.flatMap(({ key, technique, name, run, knee }) =>
      knee ? [{ key: `${figure} ${key}`, figure, technique, name, run, knee }] : [],
    ),
  );
  return (
    <section aria-label="Knees" className="rounded-lg border border-line bg-card p-3">
      <h2 className="font-semibold">Knees</h2>
      {found.length > 0 ? (
        <ul className="mt-1 grid grid-cols-1 gap-x-4 md:grid-cols-2">
          {found.map(({ key, figure, technique, name, run, knee }) => (
            <li key={key} className="flex items-center gap-1.5">
              <TechniqueMark id={technique} />
              <span>
                {figure} of {name}
                {severalRuns && `, run ${run},`} {kneeInWords(knee)}.
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>No curve bends: each is flat, straight, or has too few points to tell.</p>
      )}
      <p className="mt-1 text-xs text-muted">
        A knee, ringed in the charts, is where a curve bends most: the point farthest from the straight line
        between its ends (Kneedle, Satopää et al. 2011; sensitivity 1, both axes linear, four numbers of
        clients at least). It is one of the numbers measured; the true one may lie between its neighbours.
      </p>
    </section>
  );
}
