/** What can be live on a page. */
interface Stoppable {
  stop(): void;
}

/**
 * Of all runs on a page one is live at a time: two would take each other's connections and time, and neither would be
 * measured fairly.
 */
export class OneLive {
  private current: Stoppable | null = null;

  /** This one is live now; the one that was is stopped. */
  take(run: Stoppable): void {
    const before = this.current;
    if (before === run) return;
    this.current = run;
    before?.stop();
  }

  /** This one is live no more, if it was. */
  leave(run: Stoppable): void {
    if (this.current === run) this.current = null;
  }
}

/** The one of this page. */
export const onPage = new OneLive();
