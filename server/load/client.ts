import { connect, type Socket } from 'node:net';
import type { BareClient, BareConnection } from '@/lib/wire/bare-client';
import { inflate } from './inflate';
import type { LoadTarget } from './load-target';

/** What came of a client is told to whoever opened it. */
export interface ClientListener {
  /** The stream stands, or the first question is answered. */
  connected(): void;
  /** An answer begins. */
  answered(): void;
  tick(seq: number, at: number): void;
  /** The connection was refused or lost; said once at most. */
  lost(why: string): void;
}

/** Makes a client that speaks a protocol. */
export type Speak = (connection: BareConnection<LoadTarget['settings']>) => BareClient;

/** Each read is dealt with before the next begins, so one buffer serves all clients. */
const buffer = Buffer.alloc(64 * 1024);

/** One client of a load: a bare TCP connection, on which a bare client asks when it is time to. */
export class LoadClient implements BareConnection<LoadTarget['settings']> {
  readonly host: string;
  readonly path: string;
  readonly since = 0;
  readonly settings: LoadTarget['settings'];
  readonly inflate = inflate;
  private readonly intervalMs: number | null;
  private readonly listener: ClientListener;
  /** The part of an interval by which its questions are later than those of the first client, 0 to 1. */
  private readonly phase: number;
  private readonly socket: Socket;
  private readonly client: BareClient;
  private isConnected = false;
  private closed = false;
  /** When the last question was due, ms. */
  private due: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(target: LoadTarget, speak: Speak, phase: number, listener: ClientListener) {
    this.host = `127.0.0.1:${target.port}`;
    this.path = target.path;
    this.settings = target.settings;
    this.intervalMs = target.intervalMs;
    this.phase = phase;
    this.listener = listener;
    this.client = speak(this);
    this.socket = connect({
      port: target.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback: (bytes) => {
          this.read(bytes);
          return true;
        },
      },
    });
    this.socket.once('connect', () => this.client.ask());
    this.socket.on('error', (error: NodeJS.ErrnoException) => this.lost(error.code ?? error.message));
    this.socket.on('close', () => this.lost('the server closed the connection'));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.destroy();
  }

  write(bytes: Uint8Array | string): void {
    if (typeof bytes === 'string') this.socket.write(bytes, 'latin1');
    else this.socket.write(bytes);
  }

  answered(): void {
    this.listener.answered();
  }

  connected(): void {
    if (this.isConnected || this.closed) return;
    this.isConnected = true;
    this.listener.connected();
  }

  completed(): void {
    if (this.closed) return;
    if (this.intervalMs === null) this.client.ask();
    else this.timer = setTimeout(() => this.client.ask(), this.untilDue(this.intervalMs));
  }

  ticked(seq: number, at: number): void {
    this.listener.tick(seq, at);
  }

  lost(why: string): void {
    if (this.closed) return;
    this.close();
    this.listener.lost(why);
  }

  private read(bytes: number): void {
    if (this.closed) return;
    try {
      this.client.read(buffer, 0, bytes);
    } catch (error) {
      this.lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** Time until the next question of a fixed schedule, ms; questions that a slow answer has made impossible are left out. */
  private untilDue(intervalMs: number): number {
    const now = performance.now();
    this.due ??= (Math.floor(now / intervalMs - this.phase) + this.phase) * intervalMs;
    this.due += intervalMs * Math.max(1, Math.floor((now - this.due) / intervalMs));
    return Math.max(0, this.due - now);
  }
}
