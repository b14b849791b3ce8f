import { closeOthers, fewerClients } from '@/lib/load/failure';
import type { LoadProgress } from '@/lib/load/result';
import { firstClientsOf } from '@/lib/load/result';
import { Child, entryFile } from './child';
import { checkDescriptors } from './descriptors';
import type { Found, GeneratorCommand, GeneratorReport, ServerFigures } from './protocol';
import { StartError } from './start-error';
import type { Subject } from './subject';

/** The processes have so long to start, and then all clients to connect, ms. */
const PATIENCE = { startMs: 30_000, connectMs: 30_000 };

/** What is under way at the end has so long to come in, ms: beyond it, it is lost. */
const GRACE = 5000;

/** The first ticks go to code that is still being compiled; they are not measured, ms. */
const WARM_UP = 1000;

/** What it roughly takes to start the processes, and to connect a thousand clients, ms. */
const START = 1000;
const CONNECT_THOUSAND = 500;

/** How a subject is put under load. */
export interface Terms {
  clients: number;
  seconds: number;
  /** Time between two questions of a client, ms; null where none waits. */
  intervalMs: number | null;
}

export interface Watcher {
  onProgress?: (progress: LoadProgress) => void;
  /** Ends the measurement, with all of its processes. */
  signal?: AbortSignal | undefined;
  /** How long the processes may take to start, and then all clients to connect, ms. */
  patience?: { startMs: number; connectMs: number };
}

/** What was found, seen from both sides. */
export interface Conducted {
  ticks: number;
  found: Found;
  figures: ServerFigures;
  /** Resident memory of the server before the first client, and when all were connected, bytes. */
  memory: { before: number; connected: number };
}

/**
 * Puts a server under load: connects all clients, lets the market warm up, measures, and waits for what is under way.
 *
 * The load is open-loop: ticks are due on their schedule, however slow the server or a client is, each of them
 * is expected by each client, and its latency counts from when it was due. So a stall is in the latency of every
 * tick that it held up, and not in one only (no coordinated omission).
 *
 * @param start starts the server's process; its end is seen to here
 * @param generatorFile of a load generator that speaks the server's protocol; by default that of our own techniques
 * @throws StartError where the processes do not start in time or clients cannot connect; Error where a process ends
 * early; the reason of `signal` when that is aborted
 */
export async function conduct(
  { clients, seconds, intervalMs }: Terms,
  start: () => { ready(): Promise<Subject>; end(): Promise<void> },
  { onProgress = () => {}, signal, patience = PATIENCE }: Watcher = {},
  generatorFile = entryFile('load-generator'),
): Promise<Conducted> {
  signal?.throwIfAborted();
  checkDescriptors(clients);
  // With questions far apart it takes one round of them until each has the answer that it will always have.
  const warmUpMs = Math.max(WARM_UP, intervalMs ?? 0);
  const progress = new Progress(clients, warmUpMs + seconds * 1000, onProgress);
  const server = start();
  const generator = new Child<GeneratorCommand, GeneratorReport>('the load generator', generatorFile);
  generator.on('progress', ({ connected, delivered }) => progress.tell(connected, delivered));
  let stop = () => {};
  const { startMs, connectMs } = patience;
  let startTimer: NodeJS.Timeout | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop);
    const reason = `the processes had not started within ${startMs / 1000} s`;
    startTimer = setTimeout(
      () => reject(new StartError(reason, closeOthers, { worthAnotherTry: true })),
      startMs,
    );
  });

  const run = async (): Promise<Conducted> => {
    progress.enter('starting');
    const [subject] = await Promise.all([server.ready(), generator.next('ready')]);
    clearTimeout(startTimer);

    progress.enter('connecting');
    const { target, clock } = subject;
    const first = firstClientsOf(clients);
    generator.say({ type: 'connect', target, clients, first, clock, withinMs: connectMs });
    const failed = generator.next('failed').then(({ message }) => {
      const advice = `${fewerClients}, raise the limit of open files (ulimit -n), or ${closeOthers}`;
      throw new StartError(message, advice, { worthAnotherTry: true });
    });
    // It is waited for only here; that the process ends later is heard elsewhere.
    failed.catch(() => {});
    await Promise.race([generator.next('connected'), failed]);
    const before = await subject.memory();
    generator.say({ type: 'connect-others', withinMs: connectMs });
    await Promise.race([generator.next('connected'), failed]);
    const connected = await subject.memory();

    progress.enter('measuring');
    const window = await subject.begin(warmUpMs, seconds);
    generator.say({ type: 'count', window });
    await subject.began();
    generator.say({ type: 'began' });
    const figures = await subject.figures();
    generator.say({ type: 'finish', withinMs: GRACE + (intervalMs ?? 0) });
    const { found } = await generator.next('found');
    return { ticks: window.to - window.from, found, figures, memory: { before, connected } };
  };

  try {
    return await Promise.race([run(), stopped, generator.ended]);
  } finally {
    clearTimeout(startTimer);
    signal?.removeEventListener('abort', stop);
    await Promise.all([server.end(), generator.end()]);
  }
}

/** Tells how far a measurement is, from what each phase usually takes. */
class Progress {
  private readonly clients: number;
  private readonly measureMs: number;
  private readonly tellIt: (progress: LoadProgress) => void;
  private phase: LoadProgress['phase'] = 'starting';
  private since = performance.now();

  constructor(clients: number, measureMs: number, tell: (progress: LoadProgress) => void) {
    this.clients = clients;
    this.measureMs = measureMs;
    this.tellIt = tell;
  }

  enter(phase: LoadProgress['phase']): void {
    this.phase = phase;
    this.since = performance.now();
    this.tell(phase === 'measuring' ? this.clients : 0, 0);
  }

  tell(connected: number, delivered: number): void {
    const connectMs = (this.clients / 1000) * CONNECT_THOUSAND;
    const done = {
      starting: 0,
      connecting: START + (connected / this.clients) * connectMs,
      measuring: START + connectMs + Math.min(this.measureMs, performance.now() - this.since),
    }[this.phase];
    this.tellIt({
      phase: this.phase,
      done: done / (START + connectMs + this.measureMs),
      connected,
      delivered,
    });
  }
}
