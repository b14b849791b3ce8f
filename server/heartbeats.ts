/**
 * The heartbeats of all connections, at the same moments. A thousand clients that answer one by one would wake the
 * process a thousand times; together they cost little more than a tick.
 */
export class Heartbeats {
  private readonly beats = new Set<() => void>();
  private readonly timer: NodeJS.Timeout;

  constructor(everyMs: number) {
    this.timer = setInterval(() => {
      for (const beat of this.beats) beat();
    }, everyMs);
  }

  /** @returns what was given, to be removed by */
  add(beat: () => void): () => void {
    this.beats.add(beat);
    return beat;
  }

  remove(beat: () => void): void {
    this.beats.delete(beat);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
