'use client';

import { startTransition, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { Store } from './store';

/** The value of a store, drawn at once when it changes: for what a person does. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/**
 * The value of a store, drawn when there is time: for figures, of which an urgent one would have all others that are
 * being drawn begin anew.
 */
export function useFigures<T>(store: Store<T>): T {
  return useFiguresOf(store, itself);
}

const itself = <T>(value: T) => value;

/** What `select` makes of a store's value; drawn only when that is another one, and when there is time. */
export function useFiguresOf<T, S>(store: Store<T>, select: (value: T) => S): S {
  const [shown, setShown] = useState(() => select(store.get()));
  const show = useEffectEvent(() => {
    const next = select(store.get());
    startTransition(() => setShown(() => next));
  });
  useEffect(() => {
    show();
    return store.subscribe(() => show());
  }, [store]);
  return shown;
}
