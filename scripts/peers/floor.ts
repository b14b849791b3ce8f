import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { plainTarget } from '@/server/load/load-target';
import type { Subject } from '@/server/load/subject';
import { NO_ACCOUNT, type Start, type Work } from './contest';
import { memoryOf } from './process';
import type { PeerProtocol } from './protocols';

const protocols: Record<'sse' | 'websocket', PeerProtocol> = { sse: 'event-stream', websocket: 'messages' };

/** Whether the floor can be built here: it needs a C compiler, and Linux for its epoll. */
export function hasFloor(): boolean {
  return process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
}

/** Builds the floor in a folder of its own. @returns how to start it, and how to throw it away */
export function buildFloor(): {
  start: (kind: 'sse' | 'websocket', work: Work) => Start;
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  const program = join(folder, 'floor');
  execFileSync('cc', ['-O2', '-o', program, join(__dirname, 'floor.c'), '-lm']);
  return {
    start: (kind, work) => () => new Floor(program, kind, work),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The C program as a subject: it is told and says lines of text. */
class Floor {
  private readonly child;
  private readonly lines: AsyncIterator<string>;
  private readonly kind: 'sse' | 'websocket';
  private readonly rate: number;

  constructor(program: string, kind: 'sse' | 'websocket', { rate, bytes }: Work) {
    this.kind = kind;
    this.rate = rate;
    this.child = spawn(program, [kind, String(bytes)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdin.on('error', () => {});
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ready(): Promise<Subject> {
    const { child, kind, rate } = this;
    const [port = 0, clock = 0] = await this.hear('ready');
    return {
      target: plainTarget(port, '/', protocols[kind]),
      clock,
      memory: async () => memoryOf(child.pid ?? 0),
      begin: async (warmUpMs, seconds) => {
        const from = Math.ceil((warmUpMs / 1000) * rate);
        const to = from + Math.round(seconds * rate);
        child.stdin.write(`begin ${rate} ${from} ${to}\n`);
        return { from, to };
      },
      began: async () => {
        await this.hear('began');
      },
      figures: async () => {
        const [seconds = 0, cpuSeconds = 0] = await this.hear('ended');
        return { seconds, cpuSeconds, ...NO_ACCOUNT };
      },
      end: () => this.end(),
    };
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private async hear(word: string): Promise<number[]> {
    const { value } = await this.lines.next();
    const [said, ...numbers] = String(value).split(' ');
    if (said !== word) throw new Error(`the floor said "${value}" and not "${word}"`);
    return numbers.map(Number);
  }
}
