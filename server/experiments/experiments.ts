import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpRequestWithBody, HttpResponse, ServedCarrier, Target } from '../carrier/carrier';
import { HttpError, refuse } from '../limits/errors';
import { upgradeRequired } from '../limits/handshake';
import { checkOrigin } from '../limits/origin';
import { queryCheck } from '../techniques/exchange/query';
import { connections } from './connections';
import type { Experiment, ExperimentRoute, ExperimentsContext, ExperimentUpgrade } from './experiment';
import { operators } from './operators';

/** Below it are the addresses of all experiments: `/api/experiments/<experiment>/<what>`. */
export const EXPERIMENTS = '/api/experiments/';

type Checked<Route> = Route & { check: (query: string) => unknown };

/** Brings requests to the experiments that they are for. */
export class Experiments {
  private readonly routes = new Map<string, Checked<ExperimentRoute>>();
  private readonly upgrades = new Map<string, Checked<ExperimentUpgrade>>();
  private readonly allowedOrigins: readonly string[];

  constructor(context: ExperimentsContext) {
    this.allowedOrigins = context.allowedOrigins;
    this.add('connections', connections(context));
    this.add('operators', operators(context));
  }

  /** Answers a request below `EXPERIMENTS`. @throws HttpError where it is known at once that it cannot be answered */
  answer(carrier: ServedCarrier, request: HttpRequestWithBody, response: HttpResponse, target: Target): void {
    const route = this.routes.get(target.path);
    if (!route) throw this.upgrades.has(target.path) ? upgradeRequired() : this.notFound(target);
    if (request.method !== route.method)
      throw new HttpError(405, 'method_not_allowed', `Allowed here: ${route.method}.`, {
        Allow: route.method,
      });
    if (route.method === 'POST') checkOrigin(request, this.allowedOrigins);
    const query = route.check(target.query);
    carrier.leaveLink();
    request.resume();
    const answered = route.answer({ request, query, carrier }, response);
    answered?.catch((error) => refuse(request, response, error));
  }

  /** The same for a request to make the connection a WebSocket, whose origin has been checked. */
  upgrade(
    carrier: ServedCarrier,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    target: Target,
  ): void {
    const route = this.upgrades.get(target.path);
    if (!route) throw this.notFound(target);
    const query = route.check(target.query);
    carrier.leaveLink();
    route.upgrade({ request, query, carrier }, request, socket, head);
  }

  private add(id: string, { routes, upgrades = {} }: Experiment): void {
    for (const [name, route] of Object.entries(routes))
      this.routes.set(`${EXPERIMENTS}${id}/${name}`, { ...route, check: queryCheck(route.query) });
    for (const [name, route] of Object.entries(upgrades))
      this.upgrades.set(`${EXPERIMENTS}${id}/${name}`, { ...route, check: queryCheck(route.query) });
  }

  private notFound({ path }: Target): HttpError {
    const known = [...new Set([...this.routes.keys(), ...this.upgrades.keys()])].join(', ');
    return new HttpError(404, 'not_found', `There is nothing at ${path}. Experiments have: ${known}.`);
  }
}
