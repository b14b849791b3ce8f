import { formatPartOf } from '@/lib/figures/format';
import { LoadClient, type Speak } from './client';
import { machineNow } from './clock';
import type { LoadTarget } from './load-target';
import type { Found, Window } from './protocol';
import { Tally } from './tally';

/** So many connections are being opened at once: fewer than a server lets wait. */
const OPENING = 100;

/** All clients of one load, and what they have received. */
export class Crowd {
  private readonly target: LoadTarget;
  private readonly speak: Speak;
  private readonly clients: LoadClient[] = [];
  private readonly size: number;
  /** What has to be added to the machine's clock to have the `at` of ticks, ms. */
  private readonly clock: number;
  private readonly tally: Tally;
  private broken = 0;
  private changed = () => {};
  private answers = 0;
  private answersBefore = 0;
  private firstLoss = '';
  connected = 0;

  /** @param speak makes a client that speaks the target's protocol */
  constructor(target: LoadTarget, speak: Speak, size: number, clock: number) {
    this.target = target;
    this.speak = speak;
    this.size = size;
    this.clock = clock;
    this.tally = new Tally(size);
  }

  get delivered(): number {
    return this.tally.delivered;
  }

  /**
   * Connects clients until there are so many.
   *
   * @param count of them, those that are connected by now included; by default all
   * @throws Error where one cannot, or where it takes longer than `withinMs`
   */
  async connect(withinMs: number, count = this.size): Promise<void> {
    const patience = this.patience(withinMs);
    try {
      while (this.connected < count) {
        while (this.clients.length < Math.min(count, this.connected + OPENING)) this.open();
        await this.change();
        if (this.broken > 0) throw new Error(`a client could not connect: ${this.firstLoss}`);
        if (this.connected < count && patience.over) {
          throw new Error(
            `${formatPartOf(this.connected, this.size, 'client')} connected within ${withinMs / 1000} s`,
          );
        }
      }
    } finally {
      patience.end();
    }
  }

  count(window: Window): void {
    this.tally.count(window);
  }

  /** The measured part begins. */
  begin(): void {
    this.answersBefore = this.answers;
  }

  /** The measured part is over: waits until every client that is still there has all of it, at most so long. */
  async finish(withinMs: number): Promise<Omit<Found, 'cpuSeconds'>> {
    const answers = this.answers - this.answersBefore;
    const patience = this.patience(withinMs);
    while (this.tally.complete + this.broken < this.size && !patience.over) await this.change();
    patience.end();
    for (const client of this.clients) client.close();
    return { ...this.tally.found, failed: this.broken, answers };
  }

  private open(): void {
    const index = this.clients.length;
    const client = new LoadClient(this.target, this.speak, index / this.size, {
      connected: () => {
        this.connected++;
        this.changed();
      },
      answered: () => {
        this.answers++;
      },
      tick: (seq, at) => {
        const { complete } = this.tally;
        this.tally.add(index, seq, machineNow() + this.clock - at);
        if (this.tally.complete > complete) this.changed();
      },
      lost: (why) => {
        // Whoever has everything has lost nothing.
        if (this.tally.hasAll(index)) return;
        this.firstLoss ||= why;
        this.broken++;
        this.changed();
      },
    });
    this.clients.push(client);
  }

  /** A time after which nothing is waited for any more; its end is a change too. */
  private patience(withinMs: number): { readonly over: boolean; end(): void } {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      this.changed();
    }, withinMs);
    return {
      get over() {
        return over;
      },
      end: () => clearTimeout(timer),
    };
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.changed = resolve;
    });
  }
}
