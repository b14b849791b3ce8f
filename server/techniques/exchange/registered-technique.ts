import type { Technique } from '@/lib/techniques';
import { HttpError } from '../../limits/errors';
import { upgradeRequired } from '../../limits/handshake';
import type { BodyRoute, Route, ServerHalf, UpgradeRoute } from './half';
import { queryCheck } from './query';

/** A technique that the server knows: what it answers, and how its queries are checked. */
export class RegisteredTechnique {
  readonly id: Technique['id'];
  private readonly half: ServerHalf;
  private readonly checks: ReadonlyMap<unknown, (query: string) => unknown>;

  constructor(id: Technique['id'], half: ServerHalf) {
    this.id = id;
    this.half = half;
    const routes = [half.GET, half.POST, half.upgrade].filter((route) => route !== undefined);
    this.checks = new Map(routes.map((route) => [route, queryCheck(route.query)]));
  }

  /** What it does with a body; undefined where it takes none. */
  get post(): BodyRoute | undefined {
    return this.half.POST;
  }

  /** @throws HttpError 405 where another method is allowed, 426 where the protocol has to be changed */
  get(method: string | undefined): Route {
    const { GET, upgrade } = this.half;
    if (method !== 'GET') throw this.notAllowed();
    if (GET) return GET;
    if (!upgrade) throw this.notAllowed();
    throw upgradeRequired();
  }

  /** @throws HttpError 400 where the protocol cannot be changed, 405 where another method is allowed */
  upgrade(method: string | undefined): UpgradeRoute {
    const { upgrade } = this.half;
    if (!upgrade) {
      throw new HttpError(400, 'no_upgrade', 'This address answers plain HTTP requests only.');
    }
    if (method !== 'GET') throw this.notAllowed();
    return upgrade;
  }

  /** What the schema of one of its routes makes of a query. @throws HttpError 400 where it is not allowed */
  checkQuery(route: Route | BodyRoute | UpgradeRoute, query: string): unknown {
    return this.checks.get(route)?.(query);
  }

  private notAllowed(): HttpError {
    const { GET, POST, upgrade } = this.half;
    const allowed = [...(GET || upgrade ? ['GET'] : []), ...(POST ? ['POST'] : [])].join(', ');
    return new HttpError(405, 'method_not_allowed', `Allowed here: ${allowed}.`, { Allow: allowed });
  }
}
