import { type Mark, NO_DIFFERENCE } from '@/lib/figures/compare';
import { formatTimes } from '@/lib/figures/format';

/** What is said of a figure beside the others of its row, for those who see and those who hear it. */
export function MarkWords({ mark, isTie }: { mark: Mark; isTie: boolean }) {
  switch (mark.kind) {
    case 'none':
      return mark.why && <span className="sr-only">{`not marked: ${mark.why}`}</span>;
    case 'behind':
      return mark.times === null ? (
        <span className="sr-only">more than the best</span>
      ) : (
        formatTimes(mark.times)
      );
    case 'best':
      // A row in which all share it says so itself.
      return isTie ? null : (
        <span className="sr-only">{mark.shared ? `best, shared: ${NO_DIFFERENCE}` : 'best'}</span>
      );
  }
}
