import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { listening } from '../listening';
import type { Health, ProbeCommand } from './probe';

/** The server as `npm start` starts it, in a process of its own that tells once a second how it is. */
export class ProbedServer {
  readonly health: Health[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;
  private logged = '';

  /** @param files it may have open, at most; by default what the system allows */
  constructor(environment: Record<string, string>, files?: number) {
    const node = [
      process.execPath,
      '--expose-gc',
      ...['--require', 'tsx/cjs', '--require', join(__dirname, 'probe.ts')],
      'scripts/start.mjs',
    ];
    const [program = '', ...args] =
      files === undefined ? node : ['sh', '-c', `ulimit -n ${files}; exec "$0" "$@"`, ...node];
    this.child = spawn(program, args, {
      env: { ...process.env, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.on('message', (health: Health) => this.health.push(health));
    this.child.stderr?.on('data', (text) => {
      this.logged += text;
    });
    this.ended = once(this.child, 'exit').then(() => {
      throw new Error(`the server ended: ${this.logged}`);
    });
    this.ended.catch(() => {});
  }

  /** What it has written on its standard error, line by line. */
  get log(): string[] {
    return this.logged.split('\n').slice(0, -1);
  }

  /** @returns its origin, as soon as it is ready */
  ready(): Promise<string> {
    return this.alive(listening(this.child.stdout));
  }

  /** Waits for something as long as the server is there. @throws Error where it ends before */
  alive<T>(task: Promise<T>): Promise<T> {
    return Promise.race([task, this.ended]);
  }

  /** Waits until it is as wanted. @returns null where it was not so in time */
  async until(isWanted: (health: Health) => boolean, withinMs: number): Promise<Health | null> {
    const end = performance.now() + withinMs;
    let seen = this.health.length;
    while (performance.now() < end) {
      await this.alive(once(this.child, 'message'));
      // Several may come at once.
      const wanted = this.health.slice(seen).find(isWanted);
      if (wanted) return wanted;
      seen = this.health.length;
    }
    return null;
  }

  /** How it is once what is garbage has been collected. */
  async collected(): Promise<Health> {
    this.tell('collect');
    const health = await this.until(({ collected }) => collected, 30_000);
    if (!health) throw new Error('the server does not tell how it is');
    return health;
  }

  /** Resets all of its connections. */
  cut(): void {
    this.tell('cut');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended.catch(() => {});
  }

  private tell(command: ProbeCommand): void {
    this.child.send(command);
  }
}
