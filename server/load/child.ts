import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Of what a process has said on its standard error, so much is kept, to tell why it ended. */
const LAST_WORDS = 2000;

/**
 * The file of a process of the server: in the bundle it lies beside the one that runs now.
 *
 * @param name file in `server/`, without its ending
 */
export function entryFile(name: string): string {
  return __filename.endsWith('.ts') ? join(__dirname, '..', `${name}.ts`) : join(__dirname, `${name}.js`);
}

/** A process of our own that is told things and says things; whoever waits for it learns of its end. */
export class Child<Said extends { type: string }, Heard extends { type: string }> {
  private readonly child: ChildProcess;
  private readonly inbox: Heard[] = [];
  private readonly listeners = new Map<string, (message: Heard) => void>();
  private readonly exited: Promise<void>;
  /** Rejects when the process ends, however it does. */
  readonly ended: Promise<never>;
  private failure: Error | null = null;
  private waiting: (() => void)[] = [];
  private lastWords = '';

  /**
   * @param name what it is called in an error
   * @param file JavaScript, or TypeScript that is not bundled
   */
  constructor(name: string, file: string, args: readonly string[] = []) {
    this.child = fork(file, args, {
      execArgv: [...(file.endsWith('.ts') ? ['--require', 'tsx/cjs'] : []), '--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Under `node --watch` it would tell its parent of every file it loads.
      env: { ...process.env, WATCH_REPORT_DEPENDENCIES: undefined },
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    });
    this.child.on('message', (message: Heard) => {
      const listener = this.listeners.get(message.type);
      if (listener) listener(message);
      else this.inbox.push(message);
      this.wake();
    });
    this.exited = new Promise((resolve) => {
      const ended = (how: string) => {
        this.failure ??= new Error(`${name} ended (${how}). ${this.lastWords}`.trim());
        this.wake();
        resolve();
      };
      this.child.once('error', (error) => ended(error.message));
      // Not `exit`: what it has said last may still be on its way.
      this.child.once('close', (code, signal) => ended(signal ?? `code ${code}`));
    });
    this.ended = this.exited.then(() => {
      throw this.failure;
    });
    // Not everybody waits for it.
    this.ended.catch(() => {});
  }

  say(message: Said): void {
    // Whoever waits for an answer learns that there will be none.
    if (this.child.connected) this.child.send(message, () => {});
  }

  /** Hears each message of a type, instead of keeping it for `next`. */
  on<T extends Heard['type']>(type: T, listener: (message: Extract<Heard, { type: T }>) => void): void {
    this.listeners.set(type, listener as (message: Heard) => void);
  }

  /**
   * The next message of a type.
   *
   * @throws Error where the process ends before, with its last words
   */
  async next<T extends Heard['type']>(type: T): Promise<Extract<Heard, { type: T }>> {
    for (;;) {
      const index = this.inbox.findIndex((message) => message.type === type);
      if (index >= 0) return this.inbox.splice(index, 1)[0] as Extract<Heard, { type: T }>;
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Ends the process, and waits until it has ended. */
  async end(): Promise<void> {
    this.failure ??= new Error('it was ended on purpose');
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
