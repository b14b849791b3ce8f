'use client';

import { useSyncExternalStore } from 'react';
import { Store } from '@/components/ui/store';
import { type LessonProgress, type Progress, readProgress } from '@/lib/learn/progress';
import { kept } from './kept';

const KEY = 'lessons';

const none: Progress = {};

const store = new Store<Progress>(none);

let isRead = false;

function read(): Progress {
  if (!isRead) {
    isRead = true;
    store.set(readProgress(kept.get(KEY)));
  }
  return store.get();
}

function write(progress: Progress): void {
  kept.set(KEY, JSON.stringify(progress));
  store.set(progress);
}

/** What was done in this browser, lesson by lesson; nothing as long as the page is the server's. */
export function useProgress(): Progress {
  return useSyncExternalStore(store.subscribe, read, () => none);
}

/** Keeps how far somebody has got, in this browser only. */
export function keepProgress(id: string, lesson: LessonProgress): void {
  write({ ...read(), [id]: lesson });
}

export function forgetProgress(): void {
  kept.forget(KEY);
  store.set(none);
}
