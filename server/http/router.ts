import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { LOAD_PATH } from '@/lib/load/messages';
import { ControlChannels } from '../channels/control';
import { LoadChannels } from '../channels/load';
import { Addresses } from '../limits/addresses';
import { HttpError, refuse, refuseUpgrade } from '../limits/errors';
import { hostCheck } from '../limits/host';
import { explainParseError, httpLimits } from '../limits/http';
import { checkOrigin } from '../limits/origin';
import { watchForStuck } from '../limits/stuck';
import type { Markets } from '../market/markets';
import { Connection, connectionOf } from '../socket/connection';
import { answerTechnique, type Surroundings, upgradeTechnique } from '../techniques';
import type { Closable, HeartbeatTarget } from '../techniques/exchange/half';
import { type Target, targetOf } from './target';

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
  const connections = new Set<Connection>();
  const control = new ControlChannels(markets);
  const load = new LoadChannels(loadToken);
  const held = new Set<Closable>();
  stopping.addEventListener('abort', () => {
    control.close();
    load.close();
    for (const one of held) one.release();
  });
  const checkHost = hostCheck(allowedOrigins);
  const beating = new Set<HeartbeatTarget>();
  const heartbeat = setInterval(() => {
    for (const one of beating) one.beat();
  }, heartbeatMs);
  const around: Surroundings = { markets, beating, allowedOrigins, held };

  const server = createServer(httpLimits, (request, response) => {
    const connection = connectionOf(request.socket);
    if (!connection || request.socket.destroyed) return;
    connection.owe(response);
    if (connection.owes > MAX_PIPELINED) {
      request.socket.destroy();
      return;
    }
    connection.meter.begin(null);
    try {
      checkHost(request);
      const target = targetOf(request);
      if (target.path.startsWith('/api/markets/'))
        answerTechnique(around, connection, request, response, target);
      else if (target.path === LOAD_PATH) load.explain(request, target);
      else if (target.path.startsWith('/api/')) throw notFound(target);
      else {
        connection.link.leave();
        page.request(request, response);
      }
    } catch (error) {
      refuse(request, response, error);
    }
  });

  const addresses = new Addresses(maxConnectionsPerAddress);
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket;
    if (!addresses.admit(remoteAddress)) {
      socket.on('error', destroy);
      refuseUpgrade(socket, tooManyConnections(maxConnectionsPerAddress));
      return;
    }
    new Connection(socket, connections, addresses, remoteAddress);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a connection that breaks during the handshake would end the process.
    socket.on('error', destroy);
    const connection = connectionOf(socket);
    if (!connection) return;
    try {
      checkHost(request);
      const target = targetOf(request);
      if (!target.path.startsWith('/api/')) return page.upgrade(request, socket, head);
      checkOrigin(request, allowedOrigins);
      if (target.path === '/api/control') control.accept(request, socket, head);
      else if (target.path === LOAD_PATH) load.accept(request, socket, head, target);
      else if (target.path.startsWith('/api/markets/'))
        upgradeTechnique(around, connection, request, socket, head, target);
      else throw notFound(target);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  });

  server.on('clientError', (error, socket) => {
    // In the middle of an answer, another one would be taken for part of it.
    if (!socket.writable || connectionOf(socket)?.owes) socket.destroy();
    else refuseUpgrade(socket, explainParseError(error));
  });

  const watch = watchForStuck(heartbeatMs, connections);
  server.once('close', () => {
    clearInterval(watch);
    clearInterval(heartbeat);
  });

  // Polls are up to 10 s apart; a shorter time would make each of them open a connection anew.
  server.keepAliveTimeout = 65_000;
  return server;
}

function destroy(this: Duplex): void {
  this.destroy();
}

function tooManyConnections(atMost: number): HttpError {
  return new HttpError(
    503,
    'too_many_connections',
    `One address may have ${atMost} connections to this server. Close a page of it and try again.`,
  );
}

function notFound({ path }: Target): HttpError {
  return new HttpError(404, 'not_found', `There is nothing at ${path}. Try /api/markets/demo/poll?since=0.`);
}
