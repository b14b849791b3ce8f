import { monitorEventLoopDelay } from 'node:perf_hooks';
import { lastDue } from '@/lib/market/schedule';
import { epochNow } from '@/lib/measure/clock';
import type { TickingFeed } from '../feed/ticking-feed';
import { serverClock } from './clock';
import type { LoadTarget } from './load-target';
import type { ServerCommand, ServerFigures, ServerReport, Window } from './protocol';

/** Looks at the event loop so often, ms: often enough for percentiles, and too seldom to be seen in the CPU time. */
const LOOK_MS = 20;

/** What ticks while the server is measured. */
type Ticking = Pick<TickingFeed, 'feed' | 'ticker'>;

/** What a server's sockets have carried so far. */
export type Carried = Pick<ServerFigures, 'requests' | 'bytes' | 'sent'>;

const NOTHING: Carried = { requests: 0, bytes: { up: 0, down: 0, payload: 0 }, sent: 0 };

/**
 * Lets a server's process be measured by its parent: obeys it, and tells it what the measured part has cost.
 *
 * @param market what ticks; it is paused until the parent says so
 * @param carried reads what the server's sockets have carried so far
 */
export function probe(target: LoadTarget, market: Ticking, carried: () => Carried = () => NOTHING): void {
  process.on('message', (command: ServerCommand) => {
    if (command.type === 'memory') {
      // What is garbage is not held: without this, it would be told when it was last collected.
      globalThis.gc?.();
      say({ type: 'memory', rss: process.memoryUsage.rss() });
    } else measure(market, carried, command.warmUpMs, command.seconds);
  });
  // Without a parent there is nobody to serve.
  process.on('disconnect', () => process.exit());
  say({ type: 'ready', target, clock: serverClock() });
}

function measure(market: Ticking, carried: () => Carried, warmUpMs: number, seconds: number): void {
  const { ticker } = market;
  ticker.resume();
  const { schedule } = ticker.state;
  if (!schedule) throw new Error('the market does not tick');
  const start = epochNow() + warmUpMs;
  // The schedule says today which ticks will be born in the measured part, so clients can be told before they come.
  const window = { from: lastDue(schedule, start), to: lastDue(schedule, start + seconds * 1000) };
  pauseAfter(market, window);
  say({ type: 'window', window });

  setTimeout(() => {
    const look = monitorEventLoopDelay({ resolution: LOOK_MS });
    const before = carried();
    const begun = performance.now();
    const cpu = process.cpuUsage();
    look.enable();
    say({ type: 'began' });
    setTimeout(() => {
      const { user, system } = process.cpuUsage(cpu);
      const { requests, bytes, sent } = carried();
      look.disable();
      // Its histogram counts the time from one look to the next, which on an idle loop is the time it waits.
      const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - LOOK_MS);
      say({
        type: 'figures',
        figures: {
          seconds: (performance.now() - begun) / 1000,
          cpuSeconds: (user + system) / 1e6,
          loopDelay: {
            p50: delay(look.percentile(50)),
            p99: delay(look.percentile(99)),
            max: delay(look.max),
          },
          requests: requests - before.requests,
          bytes: {
            up: bytes.up - before.bytes.up,
            down: bytes.down - before.bytes.down,
            payload: bytes.payload - before.bytes.payload,
          },
          sent: sent - before.sent,
        },
      });
    }, seconds * 1000);
  }, warmUpMs);
}

/** Later ticks would only keep the clients from catching up with those that count. */
function pauseAfter({ feed, ticker }: Ticking, { to }: Window): void {
  feed.listen(() => {
    if (feed.last >= to) ticker.pause();
  });
}

function say(report: ServerReport): void {
  if (process.connected) process.send?.(report);
}
