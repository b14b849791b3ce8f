import * as z from 'zod';
import type { HttpResponse } from '../../carrier/carrier';
import { type ExperimentCall, experimentRoute } from '../experiment';
import { type CountedExchanges, exchangeQuery } from './counted-exchanges';

/** No stream lasts longer, ms. */
const LONGEST_MS = 30_000;

/** A time in ms; 0 for never. */
export const pace = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be 0 (never), or 100 to 10000 ms' })
  .transform(Number)
  .refine((ms) => ms === 0 || (ms >= 100 && ms <= 10_000), { error: 'must be 0 (never), or 100 to 10000 ms' })
  .default(0);

const count = z
  .string()
  .regex(/^\d{1,3}$/, { error: 'must be 0 to 200' })
  .transform(Number)
  .refine((value) => value <= 200, { error: 'must be 0 to 200' });

const query = z.strictObject({
  ...exchangeQuery,
  /** Numbered events, one every so often. */
  every: pace,
  /** Comments, one every so often. */
  heartbeat: pace,
  /** It ends in good order after so many events. */
  count: count.default(200),
  /** In the middle of the event after this one the connection is cut, for a client that has not come back. */
  cut: count.default(0),
  type: z.enum(['text/event-stream', 'text/plain']).default('text/event-stream'),
  /** `no` asks proxies not to collect. */
  buffering: z.enum(['yes', 'no']).default('yes'),
});

/** A stream of numbered events that does what its query says. It goes on after the event of `Last-Event-ID`. */
export function streamRoute(exchanges: CountedExchanges) {
  return experimentRoute({
    method: 'GET',
    query,
    answer(call, response) {
      exchanges.begin(call);
      new NumberedStream(call, response);
    },
  });
}

class NumberedStream {
  private readonly call: ExperimentCall<z.infer<typeof query>>;
  private readonly response: HttpResponse;
  private readonly began = performance.now();
  /** What the client says it has; null where it says nothing. */
  private readonly resumed: number | null;
  private seq: number;
  private sent = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(call: ExperimentCall<z.infer<typeof query>>, response: HttpResponse) {
    this.call = call;
    this.response = response;
    const { request, query } = call;
    const last = /^\d{1,6}$/.exec(String(request.headers['last-event-id'] ?? ''));
    this.resumed = last ? Number(last[0]) : null;
    this.seq = this.resumed ?? 0;
    response.on('close', () => this.stop());
    response.writeHead(200, {
      'Content-Type': query.type,
      'Cache-Control': 'no-store',
      ...(query.buffering === 'no' && { 'X-Accel-Buffering': 'no' }),
    });
    response.write('retry: 500\n\n');
    if (query.every > 0) this.timers.push(setInterval(() => this.next(), query.every));
    if (query.heartbeat > 0)
      this.timers.push(setInterval(() => response.write(': heartbeat\n\n'), query.heartbeat));
    this.timers.push(setTimeout(() => this.end(), LONGEST_MS));
  }

  private next(): void {
    const { seq, resumed, call } = this;
    const { cut, count } = call.query;
    if (cut > 0 && resumed === null && seq === cut) {
      this.stop();
      this.response.write(`id: ${seq + 1}\ndata: {"seq":${seq + 1},"half`);
      // The half has to be on its way before the connection goes.
      setTimeout(() => call.request.socket.destroy(), 50);
      return;
    }
    this.seq++;
    this.sent++;
    const data = { seq: this.seq, at: Math.round(performance.now() - this.began), resumed };
    this.response.write(`id: ${this.seq}\ndata: ${JSON.stringify(data)}\n\n`);
    if (this.sent === count) this.end();
  }

  private end(): void {
    this.stop();
    this.response.end();
  }

  private stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
