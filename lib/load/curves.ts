import { formatCountOf } from '@/lib/figures/format';
import type { TechniqueId } from '@/lib/techniques';
import type { Knee, Point } from './knee';
import type { LoadResult } from './result';

/** What a figure of a technique is at each number of clients, ascending; measurements without it are left out. */
export function curveOf(
  results: readonly LoadResult[],
  technique: TechniqueId,
  value: (result: LoadResult) => number | null,
): Point[] {
  return results
    .flatMap((result) => {
      const y = result.load.technique === technique ? value(result) : null;
      return y === null ? [] : [{ x: result.load.clients, y }];
    })
    .sort((a, b) => a.x - b.x);
}

/** What a knee says, as the rest of a sentence: "rises faster beyond 500 clients". */
export function kneeInWords({ x, rises, faster }: Knee): string {
  const beyond = `beyond ${formatCountOf(x, 'client')}`;
  return `${rises ? 'rises' : 'falls'} ${faster ? 'faster' : 'more slowly'} ${beyond}`;
}
