import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CONTROL_PATH } from '@/lib/channel/control-messages';
import { LOAD_PATH } from '@/lib/load/messages';
import type {
  HttpRequest,
  HttpRequestWithBody,
  HttpResponse,
  ServedCarrier,
  Target,
} from '../carrier/carrier';
import { ControlChannels } from '../channels/control';
import { LoadChannels } from '../channels/load';
import { EXPERIMENTS, Experiments } from '../experiments/experiments';
import { Http2Connection } from '../http2/http2-connection';
import { Http2Sessions } from '../http2/sessions';
import { Addresses } from '../limits/addresses';
import { HttpError, refuse, refuseUpgrade } from '../limits/errors';
import { asksForWebSocket } from '../limits/handshake';
import { hostCheck } from '../limits/host';
import { checkVersion, explainParseError, httpLimits, MAX_HEADER_BYTES } from '../limits/http';
import { checkOrigin } from '../limits/origin';
import { shareOf, TrustedProxies } from '../limits/proxies';
import type { Markets } from '../market/markets';
import { ignoreUpgrade } from '../socket/ignored-upgrade';
import { watchForStuck } from '../socket/stuck';
import { connectionOf, TcpConnection } from '../socket/tcp-connection';
import { registeredTechniques } from '../techniques';
import { Dispatcher } from '../techniques/exchange/dispatcher';
import type { SecureHandler } from '../tls/listener';
import { TlsCounter } from '../tls/tls-counter';
import { targetOf } from './target';

/** Whatever serves the page: everything that is not below `/api/` goes there. */
export interface PageHandler {
  request(request: HttpRequest, response: HttpResponse): void;
  /** @param ignore is called where the page does not change its protocol: the request is answered like any other */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ignore: () => void): void;
}

export interface RouterOptions {
  markets: Markets;
  page: PageHandler;
  heartbeatMs: number;
  allowedOrigins: readonly string[];
  maxConnectionsPerAddress: number;
  /** Proxies that are believed when they say whose request they pass on: addresses, and ranges of them; none if not set. */
  trustedProxies?: readonly string[];
  /** Opens the load lab to others than this machine; without one it is closed to them. */
  loadToken?: string | undefined;
  stopping: AbortSignal;
}

/** Below it are all addresses of techniques. */
const MARKETS = '/api/markets/';

/** All methods that anything here takes. */
const METHODS = 'GET, HEAD, POST, OPTIONS';

/** Requests that one connection may send before the first of them is answered; no browser sends a second. */
const MAX_PIPELINED = 16;

/** What answers requests, however they come in. */
export interface Router {
  /** The one server on the one port. */
  server: Server;
  /** Takes what comes in over TLS. */
  secure: SecureHandler;
}

/** Techniques, control channel and page, with every socket metered. */
export function createRouter({
  markets,
  page,
  heartbeatMs,
  allowedOrigins,
  maxConnectionsPerAddress,
  trustedProxies = [],
  loadToken,
  stopping,
}: RouterOptions): Router {
  const connections = new Set<TcpConnection>();
  const proxies = trustedProxies.length > 0 ? new TrustedProxies(trustedProxies) : null;
  const control = new ControlChannels(markets, maxConnectionsPerAddress);
  const load = new LoadChannels(loadToken, proxies);
  const techniques = new Dispatcher(markets, registeredTechniques(), allowedOrigins);
  const experiments = new Experiments({
    markets,
    allowedOrigins,
    listening: () => server.address(),
    stopping,
  });
  stopping.addEventListener('abort', () => {
    control.close();
    load.close();
    techniques.release();
  });
  const identify = (connection: ServedCarrier, request: HttpRequest) => {
    if (proxies) connection.countFor(shareOf(proxies.clientOf(request)));
  };
  const checkHost = hostCheck(allowedOrigins);
  const heartbeat = setInterval(() => techniques.beat(), heartbeatMs);

  const answer = (
    connection: ServedCarrier,
    request: HttpRequestWithBody,
    response: HttpResponse,
    check = checkVersion,
  ) => {
    if (connection.destroyed) return;
    connection.begin(null);
    try {
      identify(connection, request);
      check(request);
      checkHost(request);
      if (request.method === 'OPTIONS' && request.url === '*') {
        response.writeHead(204, { Allow: METHODS });
        response.end();
        return;
      }
      const target = targetOf(request);
      if (target.path.startsWith(MARKETS))
        techniques.answer(connection, request, response, target, (error) => refuse(request, response, error));
      else if (target.path === CONTROL_PATH) {
        checkOrigin(request, allowedOrigins);
        connection.leaveLink();
        control.answer(request, response, connection.client);
      } else if (target.path === LOAD_PATH) load.explain(request);
      else if (target.path.startsWith(EXPERIMENTS)) experiments.answer(connection, request, response, target);
      else if (target.path.startsWith('/api/')) throw notFound(target);
      else {
        connection.leaveLink();
        page.request(request, response);
      }
    } catch (error) {
      refuse(request, response, error);
    }
  };

  const countUnanswered = (connection: TcpConnection, request: IncomingMessage) => {
    try {
      techniques.count(connection, targetOf(request));
    } catch {
      // It is no technique's.
    }
  };

  const server = createServer(httpLimits, (request, response) => {
    const connection = connectionOf(request.socket);
    if (!connection) return;
    if (request.socket.destroyed) return countUnanswered(connection, request);
    connection.expect(response);
    if (connection.pendingCount > MAX_PIPELINED) request.socket.destroy();
    else if (response.socket) answer(connection, request, response);
    // An answer is made when its turn comes: those that wait for a client that does not read would fill the memory.
    else response.once('socket', () => setImmediate(answer, connection, request, response));
  });

  const addresses = new Addresses(maxConnectionsPerAddress);
  server.on('connection', (socket) => {
    // Its request to upgrade is ignored, and read once more.
    if (connectionOf(socket)) return;
    const { remoteAddress = '' } = socket;
    try {
      const address = proxies?.has(remoteAddress)
        ? addresses.unknown()
        : addresses.admit(shareOf(remoteAddress));
      new TcpConnection(socket, connections, addresses, address);
    } catch (error) {
      socket.on('error', destroy);
      refuseUpgrade(socket, error);
    }
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener, a connection that breaks during the handshake would end the process.
    socket.on('error', destroy);
    const connection = connectionOf(socket);
    if (!connection) return;
    // What was asked before is answered before.
    connection.whenAnswered(() => changeProtocol(connection, request, socket, head));
  });

  const changeProtocol = (
    connection: TcpConnection,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ) => {
    if (socket.destroyed) return;
    const ignore = () => ignoreUpgrade(server, request, socket, head);
    if (!asksForWebSocket(request)) return ignore();
    const failed = (error: unknown) => refuseUpgrade(socket, error);
    try {
      identify(connection, request);
      checkVersion(request);
      checkHost(request);
      const target = targetOf(request);
      if (!target.path.startsWith('/api/')) return page.upgrade(request, socket, head, ignore);
      checkOrigin(request, allowedOrigins);
      if (target.path === CONTROL_PATH) control.accept(request, socket, head, connection.client);
      else if (target.path === LOAD_PATH) load.accept(request, socket, head, connection.client);
      else if (target.path.startsWith(MARKETS))
        techniques.upgrade(connection, request, socket, head, target, failed);
      else if (target.path.startsWith(EXPERIMENTS))
        experiments.upgrade(connection, request, socket, head, target);
      else throw notFound(target);
    } catch (error) {
      failed(error);
    }
  };

  server.on('connect', (_request, socket) => {
    socket.on('error', destroy);
    const refusal = new HttpError(501, 'no_proxy', 'This server is no proxy: there is no CONNECT.');
    connectionOf(socket)?.whenAnswered(() => refuseUpgrade(socket, refusal));
  });

  server.on('checkContinue', (request, response) => {
    // A client that asks before it sends a body may send it as soon as somebody reads, and not before.
    request.once('resume', () => {
      if (!response.headersSent) response.writeContinue();
    });
    server.emit('request', request, response);
  });

  server.on('checkExpectation', (request, response) => {
    connectionOf(request.socket)?.expect(response);
    refuse(request, response, unmetExpectation());
  });

  server.on('clientError', (error, socket) => {
    const connection = connectionOf(socket);
    const response = connection?.onlyResponse;
    // Its body is wrong, and so the request has not been answered yet.
    if (response && !response.req.complete && response.req.method === 'POST' && !response.headersSent)
      refuse(response.req, response.setHeader('Connection', 'close'), explainParseError(error));
    // In the middle of an answer, another one would be taken for part of it.
    else if (!socket.writable || connection?.pendingCount) socket.destroy();
    else refuseUpgrade(socket, explainParseError(error));
  });

  const http2 = new Http2Sessions(MAX_HEADER_BYTES, (carrier, request, response) =>
    answer(carrier, request, response, () => {}),
  );
  const http2Connections = new Set<Http2Connection>();
  const secure: SecureHandler = {
    admit(raw) {
      const { remoteAddress = '' } = raw;
      try {
        const address = proxies?.has(remoteAddress)
          ? addresses.unknown()
          : addresses.admit(shareOf(remoteAddress));
        return {
          leave: () => addresses.leave(address),
          take(socket) {
            if (socket.alpnProtocol === 'h2') {
              const connection = new Http2Connection(socket, raw, addresses, address);
              http2Connections.add(connection);
              connection.once('close', () => http2Connections.delete(connection));
              http2.accept(connection);
            } else {
              const counter = new TlsCounter(raw, socket);
              new TcpConnection(socket, connections, addresses, address, { below: raw, counter });
              server.emit('connection', socket);
            }
          },
        };
      } catch {
        return null;
      }
    },
  };
  stopping.addEventListener('abort', () => http2.close());

  const watch = watchForStuck(heartbeatMs, connections);
  server.once('close', () => {
    clearInterval(watch);
    clearInterval(heartbeat);
  });

  // Polls are up to 10 s apart; a shorter time would make each of them open a connection anew.
  server.keepAliveTimeout = 65_000;
  return { server, secure };
}

function destroy(this: Duplex): void {
  this.destroy();
}

function unmetExpectation(): HttpError {
  // Whether the body comes after all, nobody knows: the connection cannot go on.
  return new HttpError(417, 'unknown_expectation', 'The only expectation there is is 100-continue.', {
    Connection: 'close',
  });
}

function notFound({ path }: Target): HttpError {
  return new HttpError(404, 'not_found', `There is nothing at ${path}. Try /api/markets/demo/poll?since=0.`);
}
