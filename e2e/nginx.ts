import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real nginx, in a folder of its own. */
export interface Nginx {
  /** Ends it, and waits until it has. */
  stop(): Promise<void>;
}

export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).status === 0;
}

/** A port that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts it, and waits until it takes connections. @param http what stands in the block `http` */
export async function startNginx(http: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, http));
  const nginx = spawn('nginx', ['-c', file, '-p', folder, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = async () => {
    if (nginx.exitCode === null && nginx.signalCode === null) {
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await started(nginx);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Its workers are there when the ports are. @throws Error with what nginx says where it does not start */
function started(nginx: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    nginx.stderr?.on('data', (text) => {
      said += text;
      if (said.includes('start worker process ')) resolve();
    });
    nginx.once('exit', () => reject(new Error(`nginx did not start: ${said}`)));
  });
}

/** The configuration that the documents recommend, with other ports in place of TLS and of the server's own. */
export function recommended(port: number, server: number): string {
  const [, recipe = ''] = /```nginx\n([\s\S]*?)```/.exec(readFileSync('docs/deploying.md', 'utf8')) ?? [];
  return recipe
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_.*\n/gm, '')
    .replace('127.0.0.1:3000', `127.0.0.1:${server}`);
}

function configuration(folder: string, http: string): string {
  return `
daemon off;
worker_processes 1;
error_log stderr notice;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  ${http}
}
`;
}
