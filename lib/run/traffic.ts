import type { TechniqueFigures } from '@/lib/channel/control-messages';

/** What has crossed up to a report of the server: what it has counted, and how many ticks had come by then. */
export interface Crossed extends TechniqueFigures {
  ticks: number;
}

const NOTHING: Crossed = {
  requests: 0,
  empty: 0,
  connections: 0,
  messages: 0,
  payload: 0,
  up: 0,
  down: 0,
  handshakesUp: 0,
  handshakesDown: 0,
  ticks: 0,
};

/** What the servers of a run have counted of one technique, one server after the other. */
export class Traffic {
  /** What was counted before the server was restarted. */
  private before = NOTHING;
  private counted = NOTHING;

  get total(): Crossed {
    return combine(this.before, this.counted, (a, b) => a + b);
  }

  /** Takes the server's figures; they only grow, until another server takes over. @param ticks that have come in all */
  count(figures: TechniqueFigures, ticks: number): void {
    this.counted = { ...figures, ticks: ticks - this.before.ticks };
  }

  /** The server was restarted and counts from 0. */
  carryOver(): void {
    this.before = this.total;
    this.counted = NOTHING;
  }
}

/** What `now` has more than `before`. */
export function difference(now: Crossed, before: Crossed): Crossed {
  return combine(now, before, (a, b) => a - b);
}

function combine(a: Crossed, b: Crossed, of: (a: number, b: number) => number): Crossed {
  return {
    requests: of(a.requests, b.requests),
    empty: of(a.empty, b.empty),
    connections: of(a.connections, b.connections),
    messages: of(a.messages, b.messages),
    payload: of(a.payload, b.payload),
    up: of(a.up, b.up),
    down: of(a.down, b.down),
    handshakesUp: of(a.handshakesUp, b.handshakesUp),
    handshakesDown: of(a.handshakesDown, b.handshakesDown),
    ticks: of(a.ticks, b.ticks),
  };
}
