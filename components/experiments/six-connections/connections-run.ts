import { Store } from '@/components/ui/store';
import {
  CONNECTIONS_PATH,
  type Connections,
  countSchema,
  MANY,
  type ServerCount,
  SOCKETS,
  STREAMS,
  type Timed,
} from '@/lib/experiments/connections';

/** Where nothing more has opened for so long, the rest is taken to be waiting, ms. */
const QUIET_MS = 3000;

/** So long a fetch is waited for, ms. */
const PATIENCE_MS = 3000;

/** A stream as it is now. */
export interface StreamSeen {
  number: number;
  /** When it was asked for, on the page's clock, ms. */
  askedAt: number;
  /** How long it took to open, ms; null while it waits. */
  openedAfter: number | null;
  events: number;
}

/** Something with an end that is timed. */
export interface Stopwatch {
  startedAt: number;
  /** null while it runs, ms. */
  stoppedAfter: number | null;
}

/** All that is seen of a run. */
export interface ConnectionsSeen {
  streams: readonly StreamSeen[];
  fetch: Stopwatch | null;
  tab: Stopwatch | null;
  sockets: { asked: number; opened: number } | null;
  count: ServerCount | null;
  /** null until all has been measured. */
  measured: Connections | null;
}

const nothing: ConnectionsSeen = {
  streams: [],
  fetch: null,
  tab: null,
  sockets: null,
  count: null,
  measured: null,
};

/** Opens streams, a fetch and WebSockets in this page, and sees which of them open. They stay open until `stop`. */
export class ConnectionsRun {
  readonly seen = new Store<ConnectionsSeen>(nothing);
  private readonly visit = crypto.randomUUID().slice(0, 8);
  private readonly sources = new Map<number, EventSource>();
  private readonly sockets: WebSocket[] = [];
  private readonly stopping = new AbortController();
  private asked = 0;

  /** @throws where it is stopped, or the server cannot be reached */
  async run(): Promise<void> {
    const protocol = protocolOfPage();
    for (let i = 0; i < STREAMS; i++) this.openStream();
    await this.settled(() => this.opened, STREAMS);
    const streams = { asked: STREAMS, opened: this.opened };
    // Each stream is told the count again and again; one from before the last has opened is old.
    await this.until(() => (this.seen.get().count?.streams ?? 0) >= streams.opened, QUIET_MS);
    const { count } = this.seen.get();
    if (!count) throw new Error('No stream has opened: the server cannot be reached.');
    const fetch = await this.timeFetch();
    const sockets = await this.openSockets();
    const many = streams.opened === STREAMS ? await this.openMany() : null;
    this.change({ measured: { protocol, streams, fetch, count, sockets, many } });
  }

  /** One more stream than there are. */
  openStream(): void {
    const number = ++this.asked;
    const source = new EventSource(`${CONNECTIONS_PATH}stream?visit=${this.visit}`);
    this.sources.set(number, source);
    const askedAt = performance.now();
    this.change({
      streams: [...this.seen.get().streams, { number, askedAt, openedAfter: null, events: 0 }],
    });
    source.onopen = () => this.changeStream(number, { openedAfter: performance.now() - askedAt });
    source.onmessage = ({ data }) => {
      const stream = this.seen.get().streams.find((one) => one.number === number);
      this.changeStream(number, { events: (stream?.events ?? 0) + 1 });
      const count = countSchema.safeParse(JSON.parse(String(data)));
      if (count.success) this.change({ count: count.data });
    };
    source.onerror = () => this.changeStream(number, { openedAfter: null });
  }

  /** Closes the oldest stream that is open. */
  closeStream(): void {
    const { streams } = this.seen.get();
    const oldest = streams.find(({ openedAfter }) => openedAfter !== null);
    if (!oldest) return;
    this.sources.get(oldest.number)?.close();
    this.sources.delete(oldest.number);
    this.change({ streams: streams.filter((stream) => stream !== oldest) });
  }

  /** Opens another page of this server, and sees how long that takes. It has to be called from a click. */
  openTab(): void {
    const startedAt = performance.now();
    const tab = window.open('/experiments', '_blank');
    if (!tab) return;
    this.change({ tab: { startedAt, stoppedAfter: null } });
    const isThere = () => tab.location.pathname === '/experiments' && tab.document.readyState !== 'loading';
    const timer = setInterval(() => {
      if (!tab.closed && !isThere()) return;
      clearInterval(timer);
      this.change({ tab: tab.closed ? null : { startedAt, stoppedAfter: performance.now() - startedAt } });
    }, 50);
    this.stopping.signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Closes everything. */
  stop(): void {
    this.stopping.abort(new Error('stopped'));
    for (const source of this.sources.values()) source.close();
    for (const socket of this.sockets) socket.close();
  }

  private get opened(): number {
    return this.seen.get().streams.filter(({ openedAfter }) => openedAfter !== null).length;
  }

  /** Times a fetch. It goes on where nobody waits for it any more, so that one sees what lets it through. */
  private async timeFetch(): Promise<Timed> {
    const startedAt = performance.now();
    const watch: Stopwatch = { startedAt, stoppedAfter: null };
    this.change({ fetch: watch });
    fetch(`${CONNECTIONS_PATH}time`, { cache: 'no-store', signal: this.stopping.signal })
      .then((response) => response.text())
      .then(() => {
        const stoppedAfter = performance.now() - startedAt;
        if (this.seen.get().fetch === watch) this.change({ fetch: { startedAt, stoppedAfter } });
      })
      .catch(() => {
        // It was stopped.
      });
    await this.until(() => this.seen.get().fetch?.stoppedAfter != null, PATIENCE_MS);
    const stoppedAfter = this.seen.get().fetch?.stoppedAfter ?? null;
    return { ms: stoppedAfter ?? performance.now() - startedAt, isAnswered: stoppedAfter !== null };
  }

  private async openSockets(): Promise<{ asked: number; opened: number }> {
    const address = `${window.location.origin.replace(/^http/, 'ws')}${CONNECTIONS_PATH}socket?visit=${this.visit}`;
    const opened = () => this.sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
    const show = () => this.change({ sockets: { asked: SOCKETS, opened: opened() } });
    for (let i = 0; i < SOCKETS; i++) {
      const socket = new WebSocket(address);
      this.sockets.push(socket);
      socket.onopen = show;
      socket.onclose = show;
    }
    show();
    await this.settled(opened, SOCKETS);
    return { asked: SOCKETS, opened: opened() };
  }

  private async openMany(): Promise<Connections['many']> {
    while (this.asked < MANY) this.openStream();
    await this.settled(() => this.opened, MANY);
    const opened = this.opened;
    return { asked: MANY, opened, fetch: await this.timeFetch() };
  }

  /** Waits until all have opened, or no more do. */
  private async settled(opened: () => number, all: number): Promise<void> {
    for (let before = opened(); before < all; before = opened()) {
      if (!(await this.until(() => opened() > before, QUIET_MS))) return;
    }
  }

  /** Waits for something to be seen. @returns whether it came in time. @throws where the run is stopped */
  private until(isSo: () => boolean, ms: number): Promise<boolean> {
    const { signal } = this.stopping;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const over = (result: boolean | null) => {
        clearTimeout(timer);
        forget();
        signal.removeEventListener('abort', abort);
        if (result === null) reject(signal.reason);
        else resolve(result);
      };
      const abort = () => over(null);
      const timer = setTimeout(() => over(false), ms);
      const forget = this.seen.subscribe(() => isSo() && over(true));
      signal.addEventListener('abort', abort);
      if (isSo()) over(true);
    });
  }

  private changeStream(number: number, part: Partial<StreamSeen>): void {
    const { streams } = this.seen.get();
    this.change({
      streams: streams.map((stream) => (stream.number === number ? { ...stream, ...part } : stream)),
    });
  }

  private change(part: Partial<ConnectionsSeen>): void {
    this.seen.set({ ...this.seen.get(), ...part });
  }
}

/** How this page came, as the browser has it: what it opens at the same server goes the same way. */
function protocolOfPage(): string {
  const [page] = performance.getEntriesByType('navigation');
  return page instanceof PerformanceNavigationTiming ? page.nextHopProtocol : '';
}
