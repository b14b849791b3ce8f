import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Carrier, HttpRequestWithBody, HttpResponse, Target } from '../../carrier/carrier';
import { HttpError } from '../../limits/errors';
import { checkOrigin } from '../../limits/origin';
import type { Market, Markets } from '../../market/markets';
import { Call, type SharedByAll } from './call';
import type { RegisteredTechnique } from './registered-technique';

/** Is told later on why a request cannot be answered. */
type Failed = (error: unknown) => void;

const ADDRESS = /^\/api\/markets\/([^/]*)\/([^/]*)$/;

/** Brings requests to the techniques they are for, and looks after the connections that these hold open. */
export class Dispatcher {
  private readonly markets: Markets;
  private readonly techniques: ReadonlyMap<string, RegisteredTechnique>;
  private readonly allowedOrigins: readonly string[];
  private readonly shared: SharedByAll = { heartbeats: new Set(), closables: new Set() };

  /** @param techniques by the last part of their addresses */
  constructor(
    markets: Markets,
    techniques: ReadonlyMap<string, RegisteredTechnique>,
    allowedOrigins: readonly string[],
  ) {
    this.markets = markets;
    this.techniques = techniques;
    this.allowedOrigins = allowedOrigins;
  }

  /** Lets each connection that is held open show that it lives. */
  beat(): void {
    for (const target of this.shared.heartbeats) target.beat();
  }

  /** Lets go of all connections that are held open. */
  release(): void {
    for (const closable of this.shared.closables) closable.release();
  }

  /** Answers a request below `/api/markets/`. @throws HttpError where it is known at once that it cannot be answered */
  answer(
    carrier: Carrier,
    request: HttpRequestWithBody,
    response: HttpResponse,
    target: Target,
    failed: Failed,
  ): void {
    const { technique, market } = this.find(target);
    const call = new Call(carrier, request, market, technique.id);
    const { post } = technique;
    if (request.method === 'POST' && post) {
      checkOrigin(request, this.allowedOrigins);
      const query = technique.checkQuery(post, target.query);
      const answer = (body: string) =>
        call.travel(body, () => post.answer(call.exchange(query, this.shared), response, body), failed);
      post.read(request).then(answer).catch(failed);
      return;
    }
    call.travel(
      '',
      () => {
        const route = technique.get(request.method);
        const query = technique.checkQuery(route, target.query);
        route.answer(call.exchange(query, this.shared), response);
      },
      failed,
    );
  }

  /** A request has come as its connection was closed: nothing answers it, but it has crossed. */
  count(carrier: Carrier, target: Target): void {
    const { technique, market } = this.find(target);
    carrier.begin(market.account(technique.id));
  }

  /** The same as `answer`, for a request to change the protocol. */
  upgrade(
    carrier: Carrier,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    target: Target,
    failed: Failed,
  ): void {
    const { technique, market } = this.find(target);
    carrier.upgrade();
    const call = new Call(carrier, request, market, technique.id);
    const upgrade = () => {
      const route = technique.upgrade(request.method);
      const query = technique.checkQuery(route, target.query);
      route.upgrade(call.exchange(query, this.shared), request, socket, head);
    };
    call.travel('', upgrade, failed);
  }

  private find({ path }: Target): { technique: RegisteredTechnique; market: Market } {
    const [, market = '', last = ''] = ADDRESS.exec(path) ?? [];
    const technique = this.techniques.get(last);
    if (technique) return { technique, market: this.markets.get(market) };
    throw new HttpError(
      404,
      'not_found',
      `There is no such address. Use /api/markets/<market>/<one of ${[...this.techniques.keys()].join(', ')}>.`,
    );
  }
}
