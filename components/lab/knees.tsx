import { TechniqueMark } from '@/components/ui/technique-style';
import { kneeInWords } from '@/lib/load/curves';
import type { Series } from '@/lib/load/series';

/** What the rings in the charts say, in words. */
export function Knees(props: { curves: readonly (readonly [figure: string, series: readonly Series[]])[] }) {
  const { curves } = props;
  // Curves that bend alike are named together.
  const found = new Map<string, Series[]>();
  for (const [figure, series] of curves) {
    for (const curve of series) {
      if (!curve.knee) continue;
      const words = `${figure} ${kneeInWords(curve.knee)}`;
      found.set(words, [...(found.get(words) ?? []), curve]);
    }
  }
  return (
    <section aria-label="Knees" className="rounded-card border border-line bg-card px-4 py-3.5">
      <h2 className="font-semibold">Knees</h2>
      {found.size > 0 ? (
        <ul className="mt-1 flex flex-col gap-0.5">
          {[...found].map(([words, series]) => (
            <li key={words} className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium">{words}:</span>
              {series.map(({ key, technique, name, run }) => (
                <span key={key} className="inline-flex items-center gap-1.5">
                  <TechniqueMark id={technique} />
                  {run === null ? name : `${name}, run ${run}`}
                </span>
              ))}
            </li>
          ))}
        </ul>
      ) : (
        <p>No curve bends: each is flat, straight, or has too few points to tell.</p>
      )}
      <p className="mt-1 text-small text-muted">
        A knee, ringed in the charts, is where a curve bends most: the point farthest from the straight line
        between its ends, and by a quarter of the curve&rsquo;s height at least (Kneedle, Satopää et al. 2011;
        both axes linear, four numbers of clients at least, ups and downs smoothed away). It is one of the
        numbers measured; the true one may lie between its neighbours.
      </p>
    </section>
  );
}
