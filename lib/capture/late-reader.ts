import type { WireEvent } from './event';
import type { WireReader } from './message';

/** The first prices of a run do not wait for what reads the wire: it is loaded after so much of it, ms. */
const LOAD_MS = 600;

/**
 * A reader of the wire that is loaded when somebody has something to look at already: the dialects of all techniques are
 * the larger part of what an engine is made of, and nothing that is measured needs them.
 */
export class LateReader {
  private begin: () => void = () => {};
  private readonly begun = new Promise<void>((resolve) => {
    this.begin = resolve;
  });
  private readonly create: () => Promise<WireReader>;
  private reader: Promise<WireReader> | null = null;

  /** @param create loads what is needed, and gives a reader that has read nothing yet */
  constructor(create: () => Promise<WireReader>) {
    this.create = create;
  }

  /** @param elapsed how long the run has lasted, ms */
  loadWhenDue(elapsed: number): void {
    if (elapsed >= LOAD_MS) this.begin();
  }

  /** Connections are counted anew: those of before are forgotten. */
  forget(): void {
    this.reader = null;
  }

  /** @param read is called when the events can be read, in the order of the calls */
  whenReadable(events: readonly WireEvent[], read: (reader: WireReader) => void): void {
    this.reader ??= this.begun.then(this.create);
    void this.reader.then((reader) => reader.whenReadable(events, () => read(reader)));
  }
}
