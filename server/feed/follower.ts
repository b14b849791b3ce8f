import { after, type Batch } from './batch';

/** Of the history, so much is handed to a stream at once, bytes. */
const PORTION = 64 * 1024;

/** Where a stream's bytes go: a socket. `write` says whether it takes more at once; `drain` comes when it does again. */
export interface Sink<Written = Buffer> {
  write(bytes: Written): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** What a batch is on the wire of a technique. */
export type Encode<Written = Buffer> = (batch: Batch) => Written;

/** Counts what was handed over to be sent to a client. */
export interface DeliveryCounter {
  delivered(batch: Batch): void;
}

/** Where a follower gets what it has missed. */
interface Past {
  since(since: number, atMost: number): Batch;
}

/**
 * A client that follows a feed at its own pace. The history is its only queue: a client that takes no more is left
 * alone, and goes on where it stopped.
 *
 * With thousands of clients, what a tick costs for each is one write, and what has to be fetched from memory for it.
 * So all that is needed stands in this one object, and the bytes are the same for all.
 */
export class Follower<Written = unknown> {
  private cursor: number | undefined;
  private ready = true;
  private readonly sink: Sink<Written>;
  private readonly encode: Encode<Written>;
  private readonly counter: DeliveryCounter;
  private readonly past: Past;
  private readonly all: Set<Follower>;

  /** @param all the followers of the feed; this one is among them until it is stopped */
  constructor(
    past: Past,
    all: Set<Follower>,
    since: number | undefined,
    sink: Sink<Written>,
    encode: Encode<Written>,
    counter: DeliveryCounter,
  ) {
    this.past = past;
    this.all = all;
    this.cursor = since;
    this.sink = sink;
    this.encode = encode;
    this.counter = counter;
    all.add(this);
  }

  /** A batch has been created. */
  take(batch: Batch): void {
    if (!this.ready) return;
    const news = this.cursor === undefined ? batch : after(batch, this.cursor);
    if (news.ticks.length > 0) this.pass(news);
  }

  /** The client can take more again. */
  resume(): void {
    this.ready = true;
    while (this.ready && this.cursor !== undefined && this.all.has(this)) {
      const missed = this.past.since(this.cursor, PORTION);
      if (missed.ticks.length === 0 && !missed.gap) return;
      this.pass(missed);
    }
  }

  stop(): void {
    this.all.delete(this);
  }

  private pass(batch: Batch): void {
    this.cursor = batch.last;
    this.ready = this.sink.write(this.encode(batch));
    this.counter.delivered(batch);
    if (!this.ready) this.sink.once('drain', () => this.resume());
  }
}
