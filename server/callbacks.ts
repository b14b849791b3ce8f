/**
 * What is to be called when something happens to all connections at once: a heartbeat, or the end of the server. An
 * EventTarget would do, at many times the time and memory for each of thousands of listeners.
 */
export class Callbacks {
  private readonly all = new Set<() => unknown>();

  /** @returns what was given, to be removed by */
  add(callback: () => unknown): () => unknown {
    this.all.add(callback);
    return callback;
  }

  remove(callback: () => unknown): void {
    this.all.delete(callback);
  }

  call(): void {
    for (const callback of this.all) callback();
  }
}
