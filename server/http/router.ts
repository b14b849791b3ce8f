import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { CONTROL_PATH } from '@/lib/channel/control-messages';
import { LOAD_PATH } from '@/lib/load/messages';
import type { Target } from '../carrier/carrier';
import { ControlChannels } from '../channels/control';
import { LoadChannels } from '../channels/load';
import { Addresses } from '../limits/addresses';
import { HttpError, refuse, refuseUpgrade } from '../limits/errors';
import { hostCheck } from '../limits/host';
import { explainParseError, httpLimits } from '../limits/http';
import { checkOrigin } from '../limits/origin';
import type { Markets } from '../market/markets';
import { watchForStuck } from '../socket/stuck';
import { connectionOf, TcpConnection } from '../socket/tcp-connection';
import { registeredTechniques } from '../techniques';
import { Dispatcher } from '../techniques/exchange/dispatcher';
import { targetOf } from './target';

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

/** Below it are all addresses of techniques. */
const MARKETS = '/api/markets/';

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
  const connections = new Set<TcpConnection>();
  const control = new ControlChannels(markets, maxConnectionsPerAddress);
  const load = new LoadChannels(loadToken);
  const techniques = new Dispatcher(markets, registeredTechniques(), allowedOrigins);
  stopping.addEventListener('abort', () => {
    control.close();
    load.close();
    techniques.release();
  });
  const checkHost = hostCheck(allowedOrigins);
  const heartbeat = setInterval(() => techniques.beat(), heartbeatMs);

  const server = createServer(httpLimits, (request, response) => {
    const connection = connectionOf(request.socket);
    if (!connection || request.socket.destroyed) return;
    connection.expect(response);
    if (connection.pendingCount > MAX_PIPELINED) {
      request.socket.destroy();
      return;
    }
    connection.begin(null);
    try {
      checkHost(request);
      const target = targetOf(request);
      if (target.path.startsWith(MARKETS))
        techniques.answer(connection, request, response, target, (error) => refuse(request, response, error));
      else if (target.path === CONTROL_PATH) {
        checkOrigin(request, allowedOrigins);
        connection.leaveLink();
        control.answer(request, response, request.socket.remoteAddress ?? '');
      } else if (target.path === LOAD_PATH) load.explain(request, target);
      else if (target.path.startsWith('/api/')) throw notFound(target);
      else {
        connection.leaveLink();
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
    new TcpConnection(socket, connections, addresses, remoteAddress);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a connection that breaks during the handshake would end the process.
    socket.on('error', destroy);
    const connection = connectionOf(socket);
    if (!connection) return;
    const failed = (error: unknown) => refuseUpgrade(socket, error);
    try {
      checkHost(request);
      const target = targetOf(request);
      if (!target.path.startsWith('/api/')) return page.upgrade(request, socket, head);
      checkOrigin(request, allowedOrigins);
      if (target.path === CONTROL_PATH) control.accept(request, socket, head);
      else if (target.path === LOAD_PATH) load.accept(request, socket, head, target);
      else if (target.path.startsWith(MARKETS))
        techniques.upgrade(connection, request, socket, head, target, failed);
      else throw notFound(target);
    } catch (error) {
      failed(error);
    }
  });

  server.on('clientError', (error, socket) => {
    // In the middle of an answer, another one would be taken for part of it.
    if (!socket.writable || connectionOf(socket)?.pendingCount) socket.destroy();
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
