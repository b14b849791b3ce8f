import { type Fault, parsePlanned } from '@/lib/faults/faults';

/** Makes the faults that a scenario plans, each once, when its time has come. */
export class Script {
  /** Up to here it has been obeyed, s. */
  private until = 0;

  /**
   * The faults that have become due since it was asked last. What is planned for a time that is over is left out:
   * a plan that is changed during a run does not catch up.
   *
   * @param planned entries such as `20:freeze:10`
   * @param elapsed s since the run began
   */
  due(planned: readonly string[], elapsed: number): Fault[] {
    const from = this.until;
    this.until = elapsed;
    return planned.flatMap((text) => {
      const entry = parsePlanned(text);
      return entry && entry.at >= from && entry.at < elapsed ? [entry.fault] : [];
    });
  }
}
