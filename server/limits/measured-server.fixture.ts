import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Sample } from './slow-consumer.fixture';

const MB = 1024 * 1024;

export const megabytes = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;

/** A server in a process of its own, whose memory is nobody else's. It has a market of half a minute of heavy ticks. */
export class MeasuredServer {
  readonly samples: Sample[] = [];
  private readonly child: ChildProcess;

  /**
   * @param heartbeatMs clients that take nothing are dropped after one to two of these
   * @param collects whether garbage is collected before each sample, so that only what is held is measured
   */
  constructor({ heartbeatMs, collects }: { heartbeatMs: number; collects: boolean }) {
    this.child = fork(join(__dirname, 'slow-consumer.fixture.ts'), [String(heartbeatMs)], {
      execArgv: ['--require', 'tsx/cjs', ...(collects ? ['--expose-gc'] : [])],
    });
    this.child.on('message', (sample: Sample) => this.samples.push(sample));
  }

  /** The next sample that is as it should be. */
  async sample(isWanted: (sample: Sample) => boolean): Promise<Sample> {
    for (;;) {
      const [sample]: Sample[] = await once(this.child, 'message');
      if (sample && isWanted(sample)) return sample;
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}

/** Sends requests, and then reads nothing at all. */
export function neverRead(port: number, path: string, headers: readonly string[] = [], times = 1): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => {});
  const request = `${[`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`;
  socket.write(request.repeat(times));
  return socket;
}
