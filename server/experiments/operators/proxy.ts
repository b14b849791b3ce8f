import { request as ask, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type * as z from 'zod';
import { IDLE_LIMIT_MS, PROXY_BUFFER, type ProxyKind, proxyKinds } from '@/lib/experiments/operators/proxies';
import type { HttpRequest, HttpResponse } from '../../carrier/carrier';
import { Addresses } from '../../limits/addresses';
import { HttpError, refuse, refuseUpgrade } from '../../limits/errors';
import {
  type ExperimentRoute,
  type ExperimentUpgrade,
  experimentRoute,
  experimentUpgrade,
} from '../experiment';
import type { OwnAddress } from './own-address';

/** Connections that pass through these proxies: of one address, which may be that of a class, and of all together. */
const PER_ADDRESS = 160;
const IN_ALL = 400;

/** What a proxy passes on of a request's head; all else stays here. */
const PASSED = new Set([
  'host',
  'user-agent',
  'accept',
  'origin',
  'cache-control',
  'last-event-id',
  'sec-websocket-key',
  'sec-websocket-version',
]);

/** What belongs to one connection and is not passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/**
 * Reverse proxies in this process, each in front of one address of this server: a request comes in there, and another
 * one goes out, over a TCP connection of its own, to the server itself and nowhere else. `idle` closes what has heard
 * nothing from behind it for a while, `no-upgrade` takes an upgrade for a hop-by-hop matter and does not pass it on,
 * `buffer` keeps an answer back until it is complete or large.
 */
export class Proxies {
  private readonly own: () => OwnAddress;
  private readonly addresses = new Addresses(PER_ADDRESS, 'proxied_connections');
  private open = 0;

  constructor(own: () => OwnAddress) {
    this.own = own;
  }

  /** The addresses `<kind>/<name>`, each a proxy in front of a route. */
  routes(name: string, { query }: ExperimentRoute): Record<string, ExperimentRoute> {
    return each(name, (kind) =>
      experimentRoute({
        method: 'GET',
        query: query as z.ZodType<unknown>,
        answer: ({ request, carrier }, response) => {
          const leave = this.admit(carrier.client);
          response.on('close', leave);
          this.pass(kind, name, request, response);
        },
      }),
    );
  }

  /** The same in front of an upgrade. */
  upgrades(name: string, { query }: ExperimentUpgrade): Record<string, ExperimentUpgrade> {
    return each(name, (kind) =>
      experimentUpgrade({
        query,
        upgrade: ({ carrier }, request, socket) => {
          const leave = this.admit(carrier.client);
          socket.on('close', leave);
          this.tunnel(kind, name, request, socket);
        },
      }),
    );
  }

  /** @returns is to be called when the connection is closed @throws HttpError 503 */
  private admit(client: string): () => void {
    if (this.open >= IN_ALL)
      throw new HttpError(
        503,
        'too_many_proxied',
        `At most ${IN_ALL} connections pass through these proxies.`,
      );
    const address = this.addresses.admit(client);
    this.open++;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.open--;
      this.addresses.leave(address);
    };
  }

  private pass(kind: ProxyKind, name: string, request: HttpRequest, response: HttpResponse): void {
    const { host, port } = this.own();
    const headers = Object.fromEntries(pairs(passedOf(request)));
    const behind = ask({ host, port, path: pathBehind(name, request), headers, agent: false });
    const patience = patienceOf(kind, () => request.socket.destroy());
    behind.on('error', () => refuse(request, response, unreachable()));
    response.on('close', () => {
      clearTimeout(patience);
      behind.destroy();
    });
    behind.on('response', (answer) => {
      const kept = Object.entries(answer.headers).filter(([field]) => !HOP_BY_HOP.has(field));
      const collects = kind === 'buffer' && answer.headers['x-accel-buffering'] !== 'no';
      let collected: Buffer[] = [];
      let size = 0;
      const passOn = () => {
        for (const piece of collected) response.write(piece);
        collected = [];
        size = 0;
      };
      response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
      answer.on('data', (piece: Buffer) => {
        patience?.refresh();
        collected.push(piece);
        size += piece.length;
        if (!collects || size >= PROXY_BUFFER) passOn();
      });
      answer.on('end', () => {
        passOn();
        response.end();
      });
      answer.on('error', () => request.socket.destroy());
    });
    behind.end();
  }

  private tunnel(kind: ProxyKind, name: string, request: IncomingMessage, socket: Duplex): void {
    const { host, port } = this.own();
    const headers = {
      ...Object.fromEntries(pairs(passedOf(request))),
      ...(kind !== 'no-upgrade' && { connection: 'Upgrade', upgrade: 'websocket' }),
    };
    const behind = ask({ host, port, path: pathBehind(name, request), headers, agent: false });
    const patience = patienceOf(kind, () => socket.destroy());
    behind.on('error', () => refuseUpgrade(socket, unreachable()));
    socket.on('close', () => {
      clearTimeout(patience);
      behind.destroy();
    });
    // Only to a WebSocket: to anything else, what the client sends would be further requests, which came from here.
    behind.on('upgrade', (answer, other: Socket, first: Buffer) => {
      socket.write(answerHead(answer, answer.rawHeaders));
      socket.write(first);
      other.on('data', () => patience?.refresh());
      other.pipe(socket);
      socket.pipe(other);
      other.on('error', () => socket.destroy());
      other.on('close', () => socket.destroy());
      socket.on('close', () => other.destroy());
    });
    behind.on('response', (answer) => {
      const kept = pairs(answer.rawHeaders).filter(([field]) => !HOP_BY_HOP.has(field.toLowerCase()));
      socket.write(answerHead(answer, [...kept.flat(), 'Connection', 'close']));
      answer.pipe(socket);
      socket.resume();
    });
    behind.end();
  }
}

/** The head of an answer, where there is only the bare socket to answer on. @param fields names and values in turn */
function answerHead({ statusCode, statusMessage }: IncomingMessage, fields: readonly string[]): string {
  const lines = pairs(fields).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '\r\n'].join('\r\n');
}

/** An entry for each kind of proxy, by its address. */
function each<T>(name: string, make: (kind: ProxyKind) => T): Record<string, T> {
  return Object.fromEntries(proxyKinds.map((kind) => [`${kind}/${name}`, make(kind)]));
}

/** Of the time-out of a proxy only what comes from behind it counts. @param over is called when nothing came in time */
function patienceOf(kind: ProxyKind, over: () => void): NodeJS.Timeout | undefined {
  return kind === 'idle' ? setTimeout(over, IDLE_LIMIT_MS) : undefined;
}

function pathBehind(name: string, { url = '' }: HttpRequest): string {
  const mark = url.indexOf('?');
  return `/api/experiments/operators/${name}${mark < 0 ? '' : url.slice(mark)}`;
}

/** Names and values, one after the other. HTTP/2 has the host as its authority. */
function passedOf({ rawHeaders }: HttpRequest): string[] {
  return pairs(rawHeaders).flatMap(([name, value]) => {
    const field = name === ':authority' ? 'host' : name;
    return PASSED.has(field.toLowerCase()) ? [field, value] : [];
  });
}

function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((name, at) =>
    at % 2 === 0 ? [[name, list[at + 1] ?? ''] satisfies [string, string]] : [],
  );
}

function unreachable(): HttpError {
  return new HttpError(502, 'unreachable', 'The proxy could not reach the server behind it.');
}
