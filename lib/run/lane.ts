import { backoff } from '@/lib/connection/backoff';
import { sleep } from '@/lib/connection/sleep';
import type { Tick } from '@/lib/market/tick';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Technique } from '@/lib/techniques';
import { connect } from '@/lib/techniques/clients';
import type { Loss } from './findings';
import { Measurements, type MeasuringContext } from './measurements';
import type { LaneFigures, LaneState } from './snapshot';
import type { TradeTally } from './trade-tally';
import { Trader } from './trader';

/** What a lane needs of the engine around it. */
export interface LaneContext extends Omit<MeasuringContext, 'ticked' | 'delivered'> {
  /** Address of the run's market, without a slash at the end. */
  market: string;
  scenario(): Scenario;
  /** A tick was received for the first time. @param at server epoch ms */
  delivered(lane: Lane, tick: Tick, at: number): void;
  /** A tick was received; `latency` in ms is null where it does not count. */
  ticked(lane: Lane, latency: number | null): void;
  /** The connection was lost. */
  lost(lane: Lane, loss: Loss): void;
  /** What became of a button's trade is known. */
  traded(): void;
}

/** One technique in one run: keeps it connected, and has measured what it brings. */
export class Lane {
  readonly technique: Technique;
  readonly measured: Measurements;
  readonly trader: Trader;
  private readonly context: LaneContext;
  private running: AbortController | null = null;
  private current: LaneState = { kind: 'off' };
  private retryAt = 0;
  private reconnects = 0;
  /** Of the present segment; what was counted up to its end of the one before. */
  private reconnectsAtBegin = 0;
  private before: { reconnects: number; tally: TradeTally } | null = null;

  /** @param cursor the `seq` before the first tick of the run */
  constructor(technique: Technique, context: LaneContext, cursor: number) {
    this.technique = technique;
    this.context = context;
    this.measured = new Measurements(cursor, {
      clockOffset: context.clockOffset,
      interrupted: context.interrupted,
      calmFrom: context.calmFrom,
      due: context.due,
      delivered: (tick, at) => context.delivered(this, tick, at),
      ticked: (latency) => context.ticked(this, latency),
    });
    this.trader = new Trader(`${context.market}/${technique.path}`, context.traded);
  }

  get state(): LaneState {
    if (this.current.kind !== 'waiting' || this.current.retryIn === null) return this.current;
    return { ...this.current, retryIn: Math.max(0, this.retryAt - epochNow()) };
  }

  get on(): boolean {
    return this.running !== null;
  }

  /** Those of the present segment. @param judged ms of it in which prices were judged */
  figures(judged: number): LaneFigures {
    return {
      ...this.measured.figures(judged),
      reconnects: this.reconnects - this.reconnectsAtBegin,
      trader: this.trader.tally.figures,
    };
  }

  /** Those of the segment before; null where there was none. @param judged ms of it in which prices were judged */
  figuresBefore(judged: number): LaneFigures | null {
    const { before } = this;
    const measured = this.measured.figuresBefore(judged);
    if (!before || !measured) return null;
    return { ...measured, reconnects: before.reconnects, trader: before.tally.figures };
  }

  /** The segment is over. @param now on the page's own clock, ms */
  leaveSegment(now: number): void {
    this.before = { reconnects: this.reconnects - this.reconnectsAtBegin, tally: this.trader.tally };
    this.measured.leaveSegment(now);
    this.countAnew();
  }

  /** The next one begins. @param now on the page's own clock, ms */
  enterSegment(now: number): void {
    this.measured.enterSegment(now);
    this.countAnew();
  }

  /** Connects, and goes on after the last tick it has. */
  start(): void {
    if (this.running) return;
    this.running = new AbortController();
    this.measured.resume();
    void this.keepConnected(this.running.signal);
  }

  /** Connects, and leaves out everything before the tick after `seq`: nobody was there to receive it. */
  join(seq: number): void {
    this.measured.join(seq);
    this.start();
  }

  stop(state: 'off' | 'done'): void {
    this.running?.abort();
    this.running = null;
    this.measured.leave();
    this.current = { kind: state };
  }

  /** Connects anew, for a setting that a connection cannot change. */
  restart(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = null;
    this.start();
  }

  private countAnew(): void {
    this.trader.countAnew();
    this.reconnectsAtBegin = this.reconnects;
  }

  /** Connects, and connects again whenever the connection is lost. */
  private async keepConnected(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    let lost = false;
    let begun = 0;
    const opened = () => {
      attempt = 0;
      if (lost) this.reconnects++;
      lost = false;
      this.current = { kind: 'open' };
    };
    const interrupted = (reason: string, retryIn: number | null) => {
      lost = true;
      const at = epochNow();
      this.context.lost(this, { at, silence: at - Math.max(begun, this.measured.heardAt) });
      begun = at;
      this.retryAt = epochNow() + (retryIn ?? 0);
      this.current = { kind: 'waiting', reason, retryIn };
    };
    while (!signal.aborted) {
      this.current = lost ? this.current : { kind: 'connecting' };
      begun = epochNow();
      const reason = await this.connect(signal, opened, () => interrupted('the connection broke', null));
      if (signal.aborted) return;
      const wait = backoff(attempt++);
      interrupted(reason, wait);
      await sleep(wait, signal).catch(() => {});
    }
  }

  /** @returns why the connection was lost */
  private async connect(signal: AbortSignal, opened: () => void, interrupted: () => void): Promise<string> {
    const connection = new AbortController();
    const close = () => connection.abort();
    signal.addEventListener('abort', close, { once: true });
    const { market, scenario } = this.context;
    const { id, path } = this.technique;
    const { desk } = this.trader;
    let putDown = () => {};
    try {
      // A message that cannot be read is a lost connection: what follows it cannot be trusted either.
      await new Promise<void>((resolve, reject) => {
        connect(id, {
          address: (query) =>
            `${market}/${path}?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, `${v}`]))}`,
          cursor: () => this.measured.cursor,
          settings: scenario(),
          opened: () => !connection.signal.aborted && opened(),
          interrupted: () => !connection.signal.aborted && interrupted(),
          receive: (text) => {
            if (connection.signal.aborted) return;
            try {
              this.measured.receive(text);
            } catch {
              reject(new Error('the server sent something that is no tick'));
            }
          },
          sleep: (ms) => sleep(ms, connection.signal),
          signal: connection.signal,
          trades: {
            carry: (send) => {
              putDown = desk.carry(send);
            },
            filled: (text) => {
              try {
                desk.filled(text);
              } catch {
                reject(new Error('the server sent something that is no fill'));
              }
            },
          },
        }).then(resolve, reject);
      });
      return 'the connection ended';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      signal.removeEventListener('abort', close);
      connection.abort();
      putDown();
    }
  }
}
