import type { Transport, TransportConnection, TransportEvents } from './transport';

/** The first transport is waited for so long before the other is tried beside it, ms. */
const PATIENCE_MS = 3000;

/** So long after the other has come through, the first is tried once more, ms. */
const TRY_AGAIN_MS = 1000;

/**
 * A transport that takes another way where the first is blocked. Each new connection tries the first way first. While the
 * other carries a connection, the first is tried once more, for the server may have come back between the two tries; after
 * that only when the connection is lost, since a change of the way interrupts what is measured.
 *
 * @param told whether the first way is blocked, each time that it is found out
 */
export function withFallback(
  first: Transport,
  other: Transport,
  told: (isBlocked: boolean) => void,
): Transport {
  return { open: (events) => new FallbackConnection(first, other, events, told) };
}

class FallbackConnection implements TransportConnection {
  private readonly ways: { first: Transport; other: Transport };
  private readonly events: TransportEvents;
  private readonly told: (isBlocked: boolean) => void;
  /** What is being tried, or carries the connection. */
  private first: TransportConnection | null;
  private other: TransportConnection | null = null;
  /** What carries it; null until one is open. */
  private chosen: TransportConnection | null = null;
  private timer: ReturnType<typeof setTimeout>;

  constructor(
    first: Transport,
    other: Transport,
    events: TransportEvents,
    told: (isBlocked: boolean) => void,
  ) {
    this.ways = { first, other };
    this.events = events;
    this.told = told;
    this.first = first.open({
      opened: () => this.firstOpened(),
      received: (text) => events.received(text),
      closed: (reason) => this.firstClosed(reason),
      refused: (reason) => events.refused(reason),
    });
    this.timer = setTimeout(() => this.tryOther(), PATIENCE_MS);
  }

  get isFree(): boolean {
    return this.chosen?.isFree ?? false;
  }

  send(text: string): boolean {
    return this.chosen?.send(text) ?? false;
  }

  close(): void {
    clearTimeout(this.timer);
    const { first, other } = this;
    // What is told from here on is of no interest any more.
    this.first = null;
    this.other = null;
    this.chosen = null;
    first?.close();
    other?.close();
  }

  private firstOpened(): void {
    if (this.first === null) return;
    clearTimeout(this.timer);
    const { other } = this;
    this.other = null;
    other?.close();
    this.chosen = this.first;
    this.told(false);
    this.events.opened();
  }

  private firstClosed(reason: string): void {
    if (this.first === null) return;
    const wasChosen = this.chosen === this.first;
    this.first = null;
    if (wasChosen) this.events.closed(reason);
    else this.tryOther();
  }

  private tryOther(): void {
    clearTimeout(this.timer);
    this.other ??= this.ways.other.open({
      opened: () => this.otherOpened(),
      received: (text) => this.events.received(text),
      closed: (reason) => this.otherClosed(reason),
      refused: (reason) => this.events.refused(reason),
    });
  }

  private otherOpened(): void {
    if (this.other === null) return;
    const { first } = this;
    this.first = null;
    first?.close();
    this.chosen = this.other;
    this.timer = setTimeout(() => this.tryFirstAgain(), TRY_AGAIN_MS);
    this.events.opened();
  }

  private otherClosed(reason: string): void {
    if (this.other === null) return;
    const wasChosen = this.chosen === this.other;
    this.other = null;
    // Where neither is open, the first may still come to be.
    if (wasChosen || this.first === null) this.events.closed(reason);
  }

  private tryFirstAgain(): void {
    const blocked = () => {
      if (this.first !== attempt) return;
      clearTimeout(this.timer);
      this.first = null;
      attempt.close();
      this.told(true);
    };
    const attempt = this.ways.first.open({
      opened: () => {
        if (this.first !== attempt) return;
        this.told(false);
        this.events.closed('the first way is open again');
      },
      received: () => {},
      closed: blocked,
      refused: blocked,
    });
    this.first = attempt;
    this.timer = setTimeout(blocked, PATIENCE_MS);
  }
}
