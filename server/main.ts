import type { Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Ports } from '@/lib/channel/ports';
import { HEARTBEAT_MS } from '@/lib/connection/heartbeat';
import { type Assembled, assemble } from './assemble';
import { type Config, readConfig } from './config';
import type { PageHandler } from './http/router';
import { noteSystemError, watchOpenFiles } from './limits/open-files';
import { log, setLogLevel } from './log/log';
import { checkSockets } from './socket/self-check';
import { ownIdentity, readIdentity } from './tls/certificate';
import { createTlsListener } from './tls/listener';

export { builtPage } from './http/page';

/** A stop that takes longer than this is ended by force, ms. */
const STOP_WITHIN = 1500;

/**
 * Starts the server; where that cannot be, it says why in one line and ends the process with code 1.
 *
 * @param preparePage is called when the port is taken, and may take its time: requests for the page wait for it
 */
export async function start(preparePage: PreparePage): Promise<void> {
  try {
    await run(preparePage);
  } catch (error) {
    console.error(`Realtime Playground cannot start: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

/** Makes whatever serves the page of a server that listens at an address. */
export type PreparePage = (address: { hostname: string; port: number }) => Promise<PageHandler>;

async function run(preparePage: PreparePage): Promise<void> {
  const config = readConfig(process.env);
  setLogLevel(config.LOG_LEVEL);
  for (const problem of await checkSockets()) console.log(problem);
  // The port is taken first, so that a taken one is told before a build, and filled when the page is ready.
  let ready = () => {};
  const prepared = new Promise<void>((resolve) => {
    ready = resolve;
  });
  let page: PageHandler | undefined;
  let ports: Ports = {};
  const limits = {
    maxMarkets: config.MAX_MARKETS,
    maxMarketsPerAddress: config.MAX_MARKETS_PER_ADDRESS ?? Math.ceil(config.MAX_MARKETS / 2),
    idleMs: config.MARKET_IDLE_SECONDS * 1000,
    historyMs: config.HISTORY_SECONDS * 1000,
  };
  const assembled = assemble(limits, {
    heartbeatMs: HEARTBEAT_MS,
    allowedOrigins: config.ALLOWED_ORIGINS,
    maxConnectionsPerAddress: config.MAX_CONNECTIONS_PER_ADDRESS,
    trustedProxies: config.TRUSTED_PROXIES,
    loadToken: config.LOAD_TOKEN,
    isReady: () => page !== undefined,
    ports: () => ports,
    page: {
      request: (request, response) => void prepared.then(() => page?.request(request, response)),
      upgrade: (...upgrade) => void prepared.then(() => page?.upgrade(...upgrade)),
    },
  });
  const port = await listen(assembled.server, config.PORT, config.HOST);
  const secure = await listenSecurely(assembled, config);
  ports = {
    http: port,
    ...(secure && { https: { port: secure.port, ownCertificate: secure.ownCertificate } }),
  };
  assembled.server.on('error', noteSystemError);
  watchOpenFiles();
  stopOnSignal(assembled, secure?.listener);

  page = await preparePage({ hostname: config.HOST, port });
  ready();
  console.log(`Realtime Playground is ready: ${addresses('http', config.HOST, port).join('  ')}`);
  if (secure) console.log(`Over TLS and HTTP/2: ${addresses('https', config.HOST, secure.port).join('  ')}`);
  log('info', 'started', { host: config.HOST, port, pid: process.pid, node: process.version });
}

/** Serves the same over TLS, where that is wanted. */
async function listenSecurely(
  { secure }: Assembled,
  { TLS_PORT, TLS_CERT, TLS_KEY, TLS_FOLDER, HOST }: Config,
): Promise<{ listener: Server; port: number; ownCertificate: boolean } | null> {
  if (TLS_PORT === undefined) return null;
  const isGiven = TLS_CERT !== undefined && TLS_KEY !== undefined;
  const identity = isGiven
    ? await readIdentity({ key: TLS_KEY, cert: TLS_CERT })
    : await ownIdentity(TLS_FOLDER);
  const listener = createTlsListener(identity, secure);
  const port = await listen(listener, TLS_PORT, HOST, 'TLS_PORT');
  return { listener, port, ownCertificate: !isGiven };
}

function listen(server: Server, port: number, host: string, setting = 'PORT'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(new Error(`port ${port} is taken. Choose another: ${setting}=${port + 1} npm start`));
      } else reject(new Error(`cannot listen on ${host}:${port} (${error.message})`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stopOnSignal({ server, release }: Assembled, listener: Server | undefined): void {
  let stopping = false;
  const end = () => {
    log('info', 'stopped');
    process.exit(0);
  };
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log('info', 'stopping', { signal });
    setTimeout(end, STOP_WITHIN).unref();
    server.close(end);
    listener?.close();
    release();
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Where people reach the server: with all addresses open, those of this machine in the local network too. */
function addresses(scheme: 'http' | 'https', host: string, port: number): string[] {
  const open = host === '0.0.0.0' || host === '::';
  const local = open || host === '127.0.0.1' || host === '::1';
  const hosts = local ? ['localhost'] : [host];
  if (open) {
    for (const list of Object.values(networkInterfaces())) {
      for (const { address, family, internal } of list ?? []) {
        if (family === 'IPv4' && !internal) hosts.push(address);
      }
    }
  }
  return hosts.map((name) => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`);
}
