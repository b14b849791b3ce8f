import { epochNow } from '@/lib/measure/clock';
import { startTestServer } from '../testing/server';

/** What this process says about itself, several times a second. */
export interface Sample {
  market: string;
  port: number;
  /** The newest tick. */
  seq: number;
  /** Connections so far, and those that are open now. */
  accepted: number;
  open: number;
  memory: NodeJS.MemoryUsage;
  /**
   * For how long the event loop did one thing at most since the sample before, ms of CPU time: so long everybody else had
   * to wait, however busy the machine was with other processes.
   */
  held: number;
}

const SAMPLE_MS = 100;

/** Half a minute of ticks that wait to be asked for: 60 MB for each client. */
const HISTORY_MS = 30_000;

async function main(): Promise<void> {
  const { server, port, markets } = await startTestServer({ heartbeatMs: Number(process.argv[2]) });
  const settings = { seed: 1, rate: 200, burst: 1, symbols: 4, padding: 10_000 };
  const at = epochNow() - HISTORY_MS;
  const schedule = { seed: 1, seq: 0, at, rate: 200, burst: 1 };
  const market = markets.create(settings, undefined, { seq: 0, at, schedule });
  market.use();
  let accepted = 0;
  let open = 0;
  server.on('connection', (socket) => {
    accepted++;
    open++;
    socket.once('close', () => {
      open--;
    });
  });
  let held = 0;
  let cpu = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    held = Math.max(held, (user + system) / 1000);
  }, 1);
  setInterval(() => {
    // What is garbage is not held: without this, the samples would tell when it was last collected.
    globalThis.gc?.();
    // Buffers are let go of in the background, after the collection that found them unused.
    setTimeout(() => {
      globalThis.gc?.();
      const memory = process.memoryUsage();
      const sample: Sample = { market: market.id, port, seq: market.feed.last, accepted, open, memory, held };
      held = 0;
      process.send?.(sample);
    }, SAMPLE_MS / 4);
  }, SAMPLE_MS);
}

process.on('disconnect', () => process.exit());
void main();
