import { kept } from '@/components/learn/kept';
import { Store } from '@/components/ui/store';
import { dayOf, type Mark, type Marks, mark, readMarks } from '@/lib/learn/practice';

const KEY = 'interview-marks';

/** The reader's own marks: in this browser alone, and as long as the page where it keeps nothing. */
export const keptMarks = {
  store: new Store<Marks>({}),

  /** Reads what was kept: only a browser can. */
  read(): void {
    this.store.set(readMarks(kept.get(KEY) ?? '{}') ?? {});
  },

  mark(id: string, given: Mark): void {
    const before = this.store.get();
    const marks = { ...before, [id]: mark(before[id], given, dayOf(new Date())) };
    this.store.set(marks);
    kept.set(KEY, JSON.stringify(marks));
  },

  forget(): void {
    this.store.set({});
    kept.forget(KEY);
  },
};
