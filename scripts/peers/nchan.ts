import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NodeSubject, type Subject } from '@/server/load/subject';
import type { Start, Work } from './contest';
import { childrenOf, cpuSecondsOf, memoryOf } from './process';

/** Where Debian's package libnginx-mod-nchan has put the module. */
const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';

/** A way to subscribe, as nchan's directive `nchan_subscriber` calls it. */
export type Way = 'websocket' | 'eventsource' | 'longpoll';
const ways: readonly Way[] = ['websocket', 'eventsource', 'longpoll'];

export function hasNchan(): boolean {
  return existsSync(MODULE) && spawnSync('nginx', ['-v']).status === 0;
}

/** How to start nginx with nchan and a publisher that gives it the ticks. */
export function startNchan(way: Way, work: Work): Start {
  return () => new Nchan(way, work);
}

class Nchan {
  private readonly way: Way;
  private readonly work: Work;
  private readonly folder = mkdtempSync(join(tmpdir(), 'nchan-'));
  private nginx: ChildProcess | null = null;
  private publisher: NodeSubject | null = null;

  constructor(way: Way, work: Work) {
    this.way = way;
    this.work = work;
  }

  async ready(): Promise<Subject> {
    const port = await freePort();
    const file = join(this.folder, 'nginx.conf');
    writeFileSync(file, configuration(this.folder, port, this.work.subscribers));
    const nginx = spawn('nginx', ['-c', file, '-p', this.folder, '-e', join(this.folder, 'error.log')], {
      stdio: 'ignore',
    });
    this.nginx = nginx;
    const worker = await workerOf(nginx);
    await answering(port);
    this.publisher = new NodeSubject('the publisher', join(__dirname, 'node-peer.ts'), [
      'nchan-publisher',
      String(this.work.rate),
      String(this.work.bytes),
      `${port} ${this.way}`,
    ]);
    // It ticks, and says when; what it costs itself is not asked.
    const publisher = await this.publisher.ready();
    let cpu = 0;
    return {
      ...publisher,
      memory: async () => memoryOf(worker),
      began: async () => {
        await publisher.began();
        cpu = cpuSecondsOf(worker);
      },
      figures: async () => ({ ...(await publisher.figures()), cpuSeconds: cpuSecondsOf(worker) - cpu }),
      end: () => this.end(),
    };
  }

  async end(): Promise<void> {
    await this.publisher?.end();
    const { nginx } = this;
    if (nginx && nginx.exitCode === null && nginx.signalCode === null) {
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One worker, as our server is one process; no access log, as ours has none. */
function configuration(folder: string, port: number, subscribers: number): string {
  const locations = ways.map(
    (way) => `
    location = /${way} {
      nchan_subscriber ${way};
      nchan_channel_id ticks;
      nchan_subscriber_first_message oldest;
    }`,
  );
  return `
load_module ${MODULE};
daemon off;
worker_processes 1;
worker_rlimit_nofile ${subscribers + 100};
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections ${subscribers + 100}; }
http {
  access_log off;
  keepalive_requests 1000000;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=1024;
    location = /publish {
      nchan_publisher;
      nchan_channel_id ticks;
      nchan_message_buffer_length 1000;
      nchan_message_timeout 60s;
    }${locations.join('')}
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Time between two tries, ms. */
const AGAIN_AFTER = 20;

/** Waits until nginx has its one worker. @returns its process id */
async function workerOf(nginx: ChildProcess): Promise<number> {
  for (;;) {
    if (nginx.pid === undefined || nginx.exitCode !== null) throw new Error('nginx did not start');
    const [worker] = childrenOf(nginx.pid);
    if (worker) return worker;
    await sleep(AGAIN_AFTER);
  }
}

/** Tries until it takes connections. */
async function answering(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const taken = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (taken) return;
    await sleep(AGAIN_AFTER);
  }
}
