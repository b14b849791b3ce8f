import type { TechniqueId } from '@/lib/techniques';
import type { AnswerCounter, Carrier, HttpRequest } from '../../carrier/carrier';
import type { Incoming } from '../../link/linked-connection';
import type { Market } from '../../market/markets';
import type { Account } from '../../meter/account';
import { requestText } from '../../wire/request-text';
import { CountedFeed } from './counted-feed';
import type { Closable, Exchange, HeartbeatTarget } from './half';
import { fillTrade } from './trades';

/** What all exchanges of a server share. */
export interface SharedByAll {
  heartbeats: Set<HeartbeatTarget>;
  closables: Set<Closable>;
}

/** A request to a technique on its way: through the simulated network to the half that answers it. */
export class Call implements Incoming {
  private readonly carrier: Carrier;
  private readonly request: HttpRequest;
  private readonly market: Market;
  private readonly technique: TechniqueId;
  private readonly account: Account;
  private readonly answer: AnswerCounter;
  private body = '';

  /** From here on the bytes are this technique's, also those of a refusal. */
  constructor(carrier: Carrier, request: HttpRequest, market: Market, technique: TechniqueId) {
    this.carrier = carrier;
    this.request = request;
    this.market = market;
    this.technique = technique;
    this.account = market.account(technique);
    this.answer = carrier.begin(this.account);
    carrier.hold(market.use());
  }

  get bytes(): number {
    return this.carrier.received;
  }

  copy(): Buffer {
    return requestText(this.request, this.body);
  }

  /**
   * Brings the request through the page's simulated network, and to a market whose past is there.
   *
   * @param body of the request, which has been read
   * @param arrived does what was asked
   * @param failed is told why that could not be done
   */
  travel(body: string, arrived: () => void, failed: (error: unknown) => void): void {
    const { carrier, market, technique } = this;
    this.body = body;
    carrier.travel(market.link, technique, this, () => {
      if (market.ready) this.arrive(arrived, failed);
      else market.whenReady(() => carrier.destroyed || this.arrive(arrived, failed));
    });
  }

  private arrive(arrived: () => void, failed: (error: unknown) => void): void {
    try {
      this.market.link.checkAvailable();
      arrived();
    } catch (error) {
      failed(error);
    }
  }

  /** The request as a half sees it. */
  exchange<Query>(query: Query, { heartbeats, closables }: SharedByAll): Exchange<Query> {
    const { carrier, request, market, account, answer } = this;
    return {
      request,
      query,
      feed: new CountedFeed(market.feed, answer, carrier),
      heartbeats,
      closables,
      empty() {
        account.empty++;
      },
      trade(trade) {
        return fillTrade(market, trade);
      },
      note(note) {
        carrier.note(note);
      },
      upgraded() {
        carrier.upgraded();
      },
      connecting() {
        carrier.connecting();
      },
      openBody(response, ready) {
        carrier.openBody(response, ready);
      },
    };
  }
}
