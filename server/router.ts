import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { LOAD_PATH } from '@/lib/load/messages';
import { ControlChannels } from './control/channel';
import { HttpError, refuse, refuseUpgrade } from './errors';
import type { Markets } from './feed/markets';
import { Addresses } from './limits/addresses';
import { checkHost } from './limits/host';
import { explainParseError, httpLimits } from './limits/http';
import { checkOrigin } from './limits/origin';
import { watchForStuck } from './limits/stuck';
import { LinkedConnection } from './link/connection';
import { LoadChannels } from './load/channel';
import { MeteredConnection } from './meter/connection';
import { answerTechnique, type Surroundings, upgradeTechnique } from './techniques';

/** Whatever serves the page: everything that is not below `/api/` goes there. */
export interface PageHandler {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface RouterOptions {
  markets: Markets;
  page: PageHandler;
  heartbeatMs: number;
  allowedOrigins: readonly string[];
  maxConnectionsPerAddress: number;
  /** Opens the load lab to others than this machine; without one it is closed to them. */
  loadToken?: string | undefined;
  stopping: AbortSignal;
}

/** Requests that one connection may send before the first of them is answered; no browser sends a second. */
const MAX_PIPELINED = 16;

/** The one server on the one port: techniques, control channel and page, with every socket metered. */
export function createRouter({
  markets,
  page,
  heartbeatMs,
  allowedOrigins,
  maxConnectionsPerAddress,
  loadToken,
  stopping,
}: RouterOptions): Server {
  const accepted = new Map<Duplex, { meter: MeteredConnection; link: LinkedConnection }>();
  const unanswered = new WeakMap<Duplex, Set<ServerResponse>>();
  const control = new ControlChannels(markets);
  const load = new LoadChannels(loadToken);
  stopping.addEventListener('abort', () => {
    control.close();
    load.close();
  });

  const around: Surroundings = {
    markets,
    heartbeatMs,
    stopping,
    below(socket) {
      const below = accepted.get(socket);
      if (!below) throw new Error('a request came on a socket that was never announced');
      return below;
    },
  };

  const server = createServer(httpLimits, (request, response) => {
    if (request.socket.destroyed || !accepted.has(request.socket)) return;
    const { socket } = request;
    const waiting = unanswered.get(socket) ?? new Set();
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
    if (waiting.size > MAX_PIPELINED) {
      socket.destroy();
      return;
    }
    const { meter, link } = around.below(request.socket);
    meter.begin(null);
    response.once('finish', () => {
      link.answered();
      link.whenSent(() => meter.end());
    });
    try {
      checkHost(request, allowedOrigins);
      const url = parseUrl(request);
      if (url.pathname.startsWith('/api/markets/')) answerTechnique(around, request, response, url);
      else if (url.pathname === LOAD_PATH) load.explain(request, url);
      else if (url.pathname.startsWith('/api/')) throw notFound(url);
      else {
        link.leave();
        page.request(request, response);
      }
    } catch (error) {
      refuse(request, response, error);
    }
  });

  const addresses = new Addresses(maxConnectionsPerAddress);
  server.on('connection', (socket) => {
    if (!addresses.admit(socket)) {
      socket.on('error', () => socket.destroy());
      refuseUpgrade(socket, tooManyConnections(maxConnectionsPerAddress));
      return;
    }
    const link = new LinkedConnection(socket);
    accepted.set(socket, { meter: new MeteredConnection(socket, () => link.backlog), link });
    const waiting = new Set<ServerResponse>();
    unanswered.set(socket, waiting);
    socket.once('close', () => {
      accepted.delete(socket);
      // Node tells only the answer whose turn it is; those behind it would be held for good.
      for (const response of [...waiting]) {
        response.destroy();
        response.emit('close');
      }
    });
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a connection that breaks during the handshake would end the process.
    socket.on('error', () => socket.destroy());
    try {
      checkHost(request, allowedOrigins);
      const url = parseUrl(request);
      if (!url.pathname.startsWith('/api/')) return page.upgrade(request, socket, head);
      checkOrigin(request, allowedOrigins);
      if (url.pathname === '/api/control') control.accept(request, socket, head);
      else if (url.pathname === LOAD_PATH) load.accept(request, socket, head, url);
      else if (url.pathname.startsWith('/api/markets/')) upgradeTechnique(around, request, socket, head, url);
      else throw notFound(url);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  });

  server.on('clientError', (error, socket) => {
    // In the middle of an answer, another one would be taken for part of it.
    if (!socket.writable || unanswered.get(socket)?.size) socket.destroy();
    else refuseUpgrade(socket, explainParseError(error));
  });

  const watch = watchForStuck(heartbeatMs, () => accepted.entries());
  server.once('close', () => clearInterval(watch));

  // Polls are up to 10 s apart; a shorter time would make each of them open a connection anew.
  server.keepAliveTimeout = 65_000;
  return server;
}

function parseUrl({ url = '/' }: IncomingMessage): URL {
  try {
    return new URL(url, 'http://localhost');
  } catch {
    throw new HttpError(400, 'bad_url', 'The address of the request cannot be read.');
  }
}

function tooManyConnections(atMost: number): HttpError {
  return new HttpError(
    503,
    'too_many_connections',
    `One address may have ${atMost} connections to this server. Close a page of it and try again.`,
  );
}

function notFound({ pathname }: URL): HttpError {
  return new HttpError(
    404,
    'not_found',
    `There is nothing at ${pathname}. Try /api/markets/demo/poll?since=0.`,
  );
}
