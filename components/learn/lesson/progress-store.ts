import { Store } from '@/components/ui/store';
import { type Done, type LessonProgress, parseProgress } from '@/lib/learn/progress';

const KEY = 'realtime-playground-lessons';

/** The lessons that this browser has done. It stays here; where nothing can be kept, it lasts as long as the page. */
export const lessonProgress = new Store<LessonProgress>({});

/** Reads what this browser has kept; to be called in an effect, as the page is drawn without a browser first. */
export function loadProgress(): void {
  try {
    lessonProgress.set({ ...parseProgress(localStorage.getItem(KEY)), ...lessonProgress.get() });
  } catch {
    // It is not allowed: nothing is known of earlier visits.
  }
}

export function keepProgress(id: string, done: Done): void {
  loadProgress();
  const all = { ...lessonProgress.get(), [id]: done };
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
