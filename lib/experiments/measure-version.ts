import { ControlClient } from '@/lib/channel/control-client';
import type { Report } from '@/lib/channel/control-messages';
import { fetchText } from '@/lib/connection/fetch-text';
import type { TechniqueId } from '@/lib/techniques';
import type { Cost, VersionCosts } from './http-versions';

/** Polls that are averaged over. */
const POLLS = 20;

/** The same for events. */
const EVENTS = 40;

/** Events before these: what sets the stream up is over by then. */
const EVENTS_BEFORE = 5;

const settings = { seed: 1, rate: 20, burst: 1, symbols: 5, padding: 0 };

type Figures = Extract<Report, { type: 'figures' }>;

/**
 * Measures what polls and events cost at a server, on a market of their own.
 *
 * @param told is called with what is being done
 * @throws the signal's reason where it is stopped, or where the server cannot be reached
 */
export async function measureVersion(
  origin: string,
  signal: AbortSignal,
  told: (doing: string) => void,
): Promise<VersionCosts> {
  const market = new MeteredMarket(origin, signal);
  try {
    told('A market of its own is opened, without a new price.');
    const { name, seq } = await market.quiet();
    const address = `${origin}/api/markets/${name}`;
    // The first poll of the market brings its connection along, and is none of those that are averaged over.
    await fetchText(`${address}/poll?since=${seq}`, signal);
    const before = await market.figures();
    told(`${POLLS} empty polls, one after the other.`);
    for (let i = 0; i < POLLS; i++) await fetchText(`${address}/poll?since=${seq}`, signal);
    const polled = await market.figures();
    if (polled.techniques['short-polling']?.empty !== POLLS + 1)
      throw new Error('A price came in between, and not every poll was empty. Try again.');
    told(`${EVENTS} events of a stream.`);
    const source = new EventSource(`${address}/sse?since=${seq}`);
    try {
      market.resume();
      const started = await market.figures((figures) => messagesOf(figures) >= EVENTS_BEFORE);
      const streamed = await market.figures((figures) => messagesOf(figures) >= messagesOf(started) + EVENTS);
      return {
        poll: costBetween(before, polled, 'short-polling', POLLS),
        event: costBetween(started, streamed, 'sse', messagesOf(streamed) - messagesOf(started)),
      };
    } finally {
      source.close();
    }
  } finally {
    market.close();
  }
}

const messagesOf = ({ techniques }: Figures) => techniques.sse?.messages ?? 0;

/** What one exchange of so many has cost between two reports. */
function costBetween(before: Figures, after: Figures, technique: TechniqueId, exchanges: number): Cost {
  return {
    http: (ofTechnique(after, technique) - ofTechnique(before, technique)) / exchanges,
    below: (belowHttp(after) - belowHttp(before)) / exchanges,
  };
}

function ofTechnique({ techniques }: Figures, technique: TechniqueId): number {
  const figures = techniques[technique];
  return figures ? figures.up + figures.down : 0;
}

function belowHttp({ shared }: Figures): number {
  if (!shared) return 0;
  const { tls, frames } = shared;
  return tls.up + tls.down + frames.up + frames.down;
}

/** A market and what the server's meters say of it. */
class MeteredMarket {
  private readonly control: ControlClient;
  private readonly signal: AbortSignal;
  private heard: (report: Exclude<Report, { type: 'clock' }>) => void = () => {};
  private failed: (error: Error) => void = () => {};
  private readonly online: Promise<void>;

  constructor(origin: string, signal: AbortSignal) {
    this.signal = signal;
    let isOnline = () => {};
    this.online = new Promise((resolve) => {
      isOnline = resolve;
    });
    this.control = new ControlClient(origin, {
      opened() {},
      online: () => isOnline(),
      offline: () => this.failed(new Error('The server is not answering.')),
      refused: (reason) => this.failed(new Error(reason)),
      blocked() {},
      jumped() {},
      report: (report) => this.heard(report),
    });
  }

  /** Opens a market without new prices. @returns its public name, and the number of its last price */
  async quiet(): Promise<{ name: string; seq: number }> {
    await this.wait<void>((resolve) => void this.online.then(resolve));
    this.control.send({ type: 'open', settings });
    await this.wait<void>((resolve) => {
      this.heard = ({ type }) => type === 'market' && resolve();
    });
    this.control.send({ type: 'pause' });
    return this.wait((resolve) => {
      this.heard = (report) => {
        if (report.type === 'market' && report.state.schedule === null)
          resolve({ name: report.market, seq: report.state.seq });
      };
    });
  }

  resume(): void {
    this.control.send({ type: 'resume' });
  }

  /** The second report from now on for which that is so: the first may have been made before what was done last had left. */
  figures(isSo: (figures: Figures) => boolean = () => true): Promise<Figures> {
    let isFirst = true;
    return this.wait((resolve) => {
      this.heard = (report) => {
        if (report.type !== 'figures' || !isSo(report)) return;
        if (isFirst) isFirst = false;
        else resolve(report);
      };
    });
  }

  close(): void {
    this.control.close();
  }

  private wait<T>(begin: (resolve: (value: T) => void) => void): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      this.failed = reject;
      begin((value) => {
        signal.removeEventListener('abort', abort);
        resolve(value);
      });
    });
  }
}
