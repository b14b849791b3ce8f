import type { Delivery } from '../meter/account';
import { after, type Batch } from './batch';

/** Of the history, so much is handed to a stream at once, bytes. */
const PORTION = 64 * 1024;

/** Where a stream's bytes go: a socket. `write` says whether it takes more at once; `drain` comes when it does again. */
export interface Sink<Out = Buffer> {
  write(out: Out): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** What a batch is on the wire of a technique: its bytes, or what a library makes them of. */
export type Encode<Out = Buffer> = (batch: Batch) => Out;

/** Counts what was handed over to be sent to a client. */
export interface DeliveryCounter {
  delivered(delivery: Delivery): void;
}

/** Is given each batch. */
export interface BatchTaker {
  take(batch: Batch): void;
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
export class Follower<Out = Buffer> implements BatchTaker {
  private cursor: number | undefined;
  private ready = true;
  private readonly sink: Sink<Out>;
  private readonly encode: Encode<Out>;
  private readonly counter: DeliveryCounter;
  private readonly past: Past;
  private readonly all: Set<BatchTaker>;

  /** @param all the followers of the feed; this one is among them until it is stopped */
  constructor(
    past: Past,
    all: Set<BatchTaker>,
    since: number | undefined,
    sink: Sink<Out>,
    encode: Encode<Out>,
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
