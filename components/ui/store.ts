/** A value that changes outside of React, and those who want to know when it does. */
export class Store<T> {
  private current: T;
  private readonly listeners = new Set<() => void>();

  constructor(first: T) {
    this.current = first;
  }

  readonly get = (): T => this.current;

  set(value: T): void {
    this.current = value;
    for (const listener of this.listeners) listener();
  }

  /** @returns to be called when nobody listens any more */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
