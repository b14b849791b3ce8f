import type { Scenario } from '@/lib/scenario/scenario';

/** What a client half is given to work with. One connection lasts until it is lost or `signal` is aborted. */
export interface Connection {
  /** The address of the technique's server half, with `query` attached. */
  address(query: Record<string, string | number>): string;
  /** The last `seq` that has been received. */
  cursor(): number;
  /** The scenario's settings; a change of one that the registry names for this technique starts a new connection. */
  settings: Readonly<Scenario>;
  /** To be called when the connection stands. */
  opened(): void;
  /** To be called when the browser itself tries to get the connection back. */
  interrupted(): void;
  /** Takes the text of a message: a tick, a gap, or an answer with several. */
  receive(text: string): void;
  /** Waits, or throws when `signal` is aborted. */
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
  /** For a technique with a way back to the server. All others leave it alone: their trades are requests. */
  trades: {
    /** Trades go out by `send`, which throws while it cannot send. */
    carry(send: (trade: string) => void): void;
    /** Takes the text of a fill, the answer to a trade. */
    filled(text: string): void;
  };
}

/**
 * The client half of a technique: gets the ticks after `cursor()` to the browser. It returns when `signal` is
 * aborted, and throws when the connection is lost; getting it back is the caller's business.
 */
export type ClientHalf = (connection: Connection) => Promise<void>;
