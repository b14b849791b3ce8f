import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { type Message, parseMessage } from '@/lib/connection/message';
import { sleep } from '@/lib/connection/sleep';
import { defaultScenario } from '@/lib/scenario/scenario';
import type { Technique } from '@/lib/techniques';
import { connect as connectTechnique } from '@/lib/techniques/clients';
import type { TechniqueSettings } from '@/lib/techniques/settings';
import './browser-globals';
import { type AssembleOptions, assemble } from '../assemble';
import type { Feed } from '../feed/feed';
import type { MarketLimits, Markets } from '../market/markets';
import type { SecureHandler } from '../tls/listener';

/** A real server, for tests, on a free port unless one is given; the page is one file of known size, unless a test brings its own. */
export interface TestServer {
  origin: string;
  port: number;
  markets: Markets;
  server: Server;
  /** Takes what comes in over TLS. */
  secure: SecureHandler;
  /** What happens first when it stops: all that is held is let go. */
  release(): void;
  stop(): Promise<void>;
}

export const PAGE_FILE = 'x'.repeat(5000);

export async function startTestServer(
  options: Partial<MarketLimits> & Partial<AssembleOptions> = {},
  listenOn = 0,
): Promise<TestServer> {
  const limits = { maxMarkets: 200, idleMs: 60_000, historyMs: 60_000, ...options };
  const { server, secure, markets, release } = assemble(limits, {
    heartbeatMs: options.heartbeatMs ?? 15_000,
    allowedOrigins: options.allowedOrigins ?? [],
    maxConnectionsPerAddress: options.maxConnectionsPerAddress ?? 2000,
    trustedProxies: options.trustedProxies ?? [],
    loadToken: options.loadToken,
    isReady: options.isReady,
    ports: options.ports,
    page: options.page ?? {
      request: (_request, response) => response.end(PAGE_FILE),
      upgrade: (_request, _socket, _head, ignore) => ignore(),
    },
  });
  await new Promise<void>((resolve) => server.listen(listenOn, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    markets,
    server,
    secure,
    release,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        release();
        server.closeAllConnections();
      }),
  };
}

/** Waits for a market to reach a tick. */
export function reached(feed: Feed, seq: number): Promise<void> {
  return new Promise((resolve) => {
    if (feed.last >= seq) {
      resolve();
      return;
    }
    const stop = feed.listen(() => {
      if (feed.last < seq) return;
      stop();
      resolve();
    });
  });
}

/** A bare TCP connection, which counts by itself what it sends and receives. */
export class RawClient {
  readonly socket: Socket;
  private received = Buffer.alloc(0);
  private wake = () => {};

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.wake());
  }

  get up(): number {
    return this.socket.bytesWritten;
  }

  get down(): number {
    return this.received.length;
  }

  send(data: string | Buffer): void {
    this.socket.write(data);
  }

  get(path: string, ...headers: string[]): void {
    this.send(`${[`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`);
  }

  /** Waits until what came after byte `from` matches. */
  async until(pattern: RegExp, from = 0): Promise<string> {
    for (;;) {
      const text = this.received.subarray(from).toString('latin1');
      if (pattern.test(text)) return text;
      if (this.socket.destroyed) throw new Error(`closed before ${pattern}: ${text}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Waits until so many bytes have come. */
  async atLeast(bytes: number): Promise<void> {
    while (this.down < bytes) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.destroy();
    await closed;
  }
}

/**
 * What a technique's own client half brings of a market.
 *
 * @param since the cursor it starts from
 * @param count of ticks to wait for, at least
 * @param settings of techniques' own that are not the standard
 * @param received is told of each message
 */
export async function collect(
  technique: Technique,
  market: string,
  since: number,
  count: number,
  settings: Partial<TechniqueSettings> = {},
  received: (message: Message) => void = () => {},
): Promise<Message> {
  const stop = new AbortController();
  const collected: Message = { ticks: [] };
  await connectTechnique(technique.id, {
    address: (query) =>
      `${market}/${technique.path}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, `${value}`]))}`,
    cursor: () => collected.ticks.at(-1)?.seq ?? since,
    settings: { ...defaultScenario, ...settings },
    opened: () => {},
    interrupted: () => {},
    receive: (text) => {
      const message = parseMessage(text);
      const { gap, ticks } = message;
      received(message);
      collected.gap ??= gap;
      collected.ticks.push(...ticks);
      if (collected.ticks.length >= count) stop.abort();
    },
    sleep: (ms) => sleep(ms, stop.signal),
    signal: stop.signal,
    trades: { carry: () => {}, filled: () => {} },
  }).catch((error) => {
    if (!stop.signal.aborted) throw error;
  });
  return collected;
}
