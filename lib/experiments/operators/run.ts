import * as z from 'zod/mini';
import { reasonOf } from '@/lib/channel/why-refused';
import { sleep } from '@/lib/connection/sleep';
import { type Counts, countsSchema, OPERATORS_PATH, openedSchema } from './answers';
import type { ProxyKind } from './proxies';

/** Settings of a run's market: prices a second, 0 for a quiet one, and stocks. */
export interface RunMarket {
  rate: number;
  symbols: number;
}

/** What a run is given to work with. It lasts until it has returned or `signal` is aborted. */
export class Run {
  readonly signal: AbortSignal;
  private readonly origin: string;
  private readonly market: string;
  private readonly secret: string;

  private constructor(origin: string, { market, secret }: z.infer<typeof openedSchema>, signal: AbortSignal) {
    this.origin = origin;
    this.market = market;
    this.secret = secret;
    this.signal = signal;
  }

  /** Has the server open a market for a run. @param origin of the server, as `http://localhost:3000` */
  static async open(origin: string, { rate, symbols }: RunMarket, signal: AbortSignal): Promise<Run> {
    const address = `${origin}${OPERATORS_PATH}open?rate=${rate}&symbols=${symbols}`;
    return new Run(origin, await answerOf(fetch(address, { method: 'POST', signal }), openedSchema), signal);
  }

  /**
   * The address of something that the server has for these experiments.
   *
   * @param as what its bytes are booked under
   */
  address(what: string, as: string, query: Record<string, string | number> = {}): string {
    return `${this.origin}${OPERATORS_PATH}${what}?${this.query({ as, ...query })}`;
  }

  /** The same through one of the server's proxies. */
  through(proxy: ProxyKind, what: string, as: string, query: Record<string, string | number> = {}): string {
    return this.address(`${proxy}/${what}`, as, query);
  }

  /** The same for a WebSocket. */
  socket(address: string): WebSocket {
    return new WebSocket(address.replace(/^http/, 'ws'));
  }

  /** The address of a technique's server half at the run's market. */
  technique(path: string): string {
    return `${this.origin}/api/markets/${this.market}/${path}`;
  }

  /** What each kind of exchange has cost so far, by the server's counters. */
  counts(): Promise<Counts> {
    const address = `${this.origin}${OPERATORS_PATH}counts?market=${this.market}`;
    return answerOf(fetch(address, { signal: this.signal, cache: 'no-store' }), countsSchema);
  }

  /** Has the server do something. @throws with the server's own words where it does not */
  post<S extends z.ZodMiniType>(what: string, query: Record<string, string>, schema: S): Promise<z.infer<S>> {
    const address = `${this.origin}${OPERATORS_PATH}${what}?${new URLSearchParams(query)}`;
    return answerOf(fetch(address, { method: 'POST', signal: this.signal }), schema);
  }

  /** The name of its market, for what is posted. */
  get name(): string {
    return this.market;
  }

  /** Waits, or throws when the run is stopped. */
  sleep(ms: number): Promise<void> {
    return sleep(ms, this.signal);
  }

  /** The server may forget it. It is told even when the page is closed. */
  leave(): void {
    const headers = { Authorization: `Bearer ${this.secret}` };
    fetch(`${this.origin}${OPERATORS_PATH}leave`, { method: 'POST', keepalive: true, headers }).catch(() => {
      // Without a word the server forgets it a minute later.
    });
  }

  private query(query: Record<string, string | number>): URLSearchParams {
    return new URLSearchParams(
      Object.entries({ market: this.market, ...query }).map(([name, value]) => [name, `${value}`]),
    );
  }
}

/** @throws where the answer is none of 200, with the server's own words, or is not as the schema has it */
async function answerOf<S extends z.ZodMiniType>(asked: Promise<Response>, schema: S): Promise<z.infer<S>> {
  const response = await asked;
  const text = await response.text();
  if (!response.ok) throw new Error(reasonOf(response.status, text));
  return z.parse(schema, JSON.parse(text));
}
