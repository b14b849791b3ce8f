import { Store } from '@/components/ui/store';
import { type Done, doneIn, type LessonProgress, type Locked, parseProgress } from '@/lib/learn/progress';

const KEY = 'realtime-playground-lessons';

/** The lessons that this browser has begun and done. It stays here; where nothing can be kept, it lasts as long as the page. */
export const lessonProgress = new Store<LessonProgress>({});

/** Reads what this browser has kept; to be called in an effect, as the page is drawn without a browser first. */
export function loadProgress(): void {
  try {
    lessonProgress.set({ ...parseProgress(localStorage.getItem(KEY)), ...lessonProgress.get() });
  } catch {
    // It is not allowed: nothing is known of earlier visits.
  }
}

/** What came of a lesson before stays until there is something else that was measured. */
export function keepProgress(id: string, state: Done | Locked): void {
  loadProgress();
  const before = lessonProgress.get();
  if (!('measured' in state) && doneIn(before, id)) return;
  const all = { ...before, [id]: state };
  lessonProgress.set(all);
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Full, or not allowed: it lasts as long as the page.
  }
}

export function forgetProgress(): void {
  lessonProgress.set({});
  try {
    localStorage.removeItem(KEY);
  } catch {
    // It is not allowed: nothing was kept.
  }
}
