import { connect, type Socket } from 'node:net';
import { FrameReader, pongFrame, textFrame } from './frame-reader';
import { HttpReader } from './http-reader';
import { CURSOR, type LoadTarget } from './load-target';
import { TickScanner } from './tick-scanner';

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IuLg==',
];

/** What came of it is told to whoever opened the client. */
export interface ClientListener {
  /** The stream stands, or the first question is answered. */
  connected(): void;
  /** An answer begins. */
  answered(): void;
  tick(seq: number, at: number): void;
  /** The connection was refused or lost; said once at most. */
  lost(why: string): void;
}

/** Each read is dealt with before the next begins, so one buffer serves all clients. */
const buffer = Buffer.alloc(64 * 1024);

/** One client of a load: a bare TCP connection, and no more of its protocol than it takes to get the ticks. */
export class LoadClient {
  private readonly target: LoadTarget;
  private readonly listener: ClientListener;
  /** The part of an interval by which its questions are later than those of the first client, 0 to 1. */
  private readonly phase: number;
  private readonly socket: Socket;
  private readonly scanner: TickScanner;
  private readonly http = new HttpReader({
    head: (status, head) => this.begin(status, head),
    body: (data, from, to) => this.scanner.scan(data, from, to),
    end: () => this.end(),
  });
  private frames: FrameReader | null = null;
  private cursor = 0;
  /** Headers that tell a server without `seq` what the client has seen. */
  private seen: string[] = [];
  private isConnected = false;
  private closed = false;
  /** When the last question was due, ms. */
  private due: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(target: LoadTarget, phase: number, listener: ClientListener) {
    this.target = target;
    this.phase = phase;
    this.listener = listener;
    this.scanner = new TickScanner((seq, at) => {
      if (seq > this.cursor) this.cursor = seq;
      listener.tick(seq, at);
    });
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
    this.socket.once('connect', () => this.ask());
    this.socket.on('error', (error: NodeJS.ErrnoException) => this.lose(error.code ?? error.message));
    this.socket.on('close', () => this.lose('the server closed the connection'));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.destroy();
  }

  private ask(): void {
    const { target } = this;
    const path = target.path.replace(CURSOR, String(this.cursor));
    const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${target.port}`];
    if (target.kind === 'websocket') lines.push(...HANDSHAKE);
    // As a browser's EventSource does; some servers ask for it.
    if (target.kind === 'stream') lines.push('Accept: text/event-stream');
    this.socket.write(`${[...lines, ...this.seen].join('\r\n')}\r\n\r\n`, 'latin1');
  }

  private read(bytes: number): void {
    if (this.closed) return;
    try {
      const rest = this.frames ? 0 : this.http.read(buffer, 0, bytes);
      this.frames?.read(buffer, rest, bytes);
    } catch (error) {
      this.lose(error instanceof Error ? error.message : String(error));
    }
  }

  private begin(status: number, head: string): void {
    const { target } = this;
    if (status !== (target.kind === 'websocket' ? 101 : 200)) {
      this.lose(`the server answered with status ${status}`);
      return;
    }
    this.listener.answered();
    if (target.kind === 'poll') {
      if (target.cursor === 'etag') this.seen = markOf(head);
      return;
    }
    if (target.kind === 'websocket') this.upgrade(target.dialect);
    this.connected();
  }

  private upgrade(dialect: 'plain' | 'socket.io'): void {
    if (dialect === 'socket.io') this.socket.write(textFrame('40'));
    this.frames = new FrameReader({
      body: (data, from, to) => {
        // Engine.IO has pings of its own: the message "2", to be answered by "3".
        if (dialect === 'socket.io' && to - from === 1 && data[from] === 0x32)
          this.socket.write(textFrame('3'));
        else this.scanner.scan(data, from, to);
      },
      ping: (payload) => this.socket.write(pongFrame(payload)),
      close: (code) => this.lose(`the server closed the connection with code ${code}`),
    });
  }

  private connected(): void {
    if (this.isConnected || this.closed) return;
    this.isConnected = true;
    this.listener.connected();
  }

  private end(): void {
    const { target } = this;
    if (this.closed) return;
    if (target.kind !== 'poll') {
      this.lose('the server ended the stream');
      return;
    }
    this.connected();
    if (target.intervalMs === null) this.ask();
    else this.timer = setTimeout(() => this.ask(), this.untilDue(target.intervalMs));
  }

  /** Time until the next question of a fixed schedule, ms; questions that a slow answer has made impossible are left out. */
  private untilDue(intervalMs: number): number {
    const now = performance.now();
    this.due ??= (Math.floor(now / intervalMs - this.phase) + this.phase) * intervalMs;
    this.due += intervalMs * Math.max(1, Math.floor((now - this.due) / intervalMs));
    return Math.max(0, this.due - now);
  }

  private lose(why: string): void {
    if (this.closed) return;
    this.close();
    this.listener.lost(why);
  }
}

/** The headers by which a client shows the mark that an answer carried. */
function markOf(head: string): string[] {
  const [, etag] = /\r\netag: *([^\r]*)/i.exec(head) ?? [];
  const [, modified] = /\r\nlast-modified: *([^\r]*)/i.exec(head) ?? [];
  return etag && modified ? [`If-None-Match: ${etag}`, `If-Modified-Since: ${modified}`] : [];
}
