import type { TechniqueFigures } from '@/lib/channel/control-messages';
import type { Bytes } from './bytes';
import type { SharedAccount } from './shared';

/** Ticks that were handed over for sending: how many, and the bytes that they are on the wire, in JSON or as encoded. */
export interface Delivery {
  ticks: { readonly length: number };
  payload: number;
}

/** An exchange that is still under way. */
export interface OpenExchange {
  /** Its bytes so far; what of its payload has left by now has been counted. */
  unsettled(): Bytes;
  /** Those of them that have set up a stream. */
  handshake(): Bytes;
}

/** What one technique of one market has cost so far, exchanges under way included. */
export class Account {
  requests = 0;
  empty = 0;
  connections = 0;
  messages = 0;
  payload = 0;
  private up = 0;
  private down = 0;
  private handshakesUp = 0;
  private handshakesDown = 0;
  private readonly open = new Set<OpenExchange>();
  /** What all techniques of the market share; null where nobody asks for it. */
  readonly shared: SharedAccount | null;

  constructor(shared: SharedAccount | null = null) {
    this.shared = shared;
  }

  /** Ticks have left: so many, with so many bytes of their own. */
  delivered(ticks: number, payload: number): void {
    this.messages += ticks;
    this.payload += payload;
  }

  attach(exchange: OpenExchange): void {
    this.open.add(exchange);
  }

  /** An exchange is over. */
  settle(exchange: OpenExchange): void {
    this.open.delete(exchange);
    const bytes = exchange.unsettled();
    this.up += bytes.up;
    this.down += bytes.down;
    const handshake = exchange.handshake();
    this.handshakesUp += handshake.up;
    this.handshakesDown += handshake.down;
  }

  /** Bytes are those that crossed the carriers, both ways, up to this moment. */
  read(): TechniqueFigures {
    let { up, down, handshakesUp, handshakesDown } = this;
    for (const exchange of this.open) {
      const since = exchange.unsettled();
      up += since.up;
      down += since.down;
      const handshake = exchange.handshake();
      handshakesUp += handshake.up;
      handshakesDown += handshake.down;
    }
    const { requests, empty, connections, messages, payload } = this;
    return { requests, empty, connections, messages, payload, up, down, handshakesUp, handshakesDown };
  }
}
