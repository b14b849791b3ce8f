/** What a transport tells of one connection. Nothing comes before `open` has returned, nor after `closed` or `refused`. */
export interface TransportEvents {
  opened(): void;
  received(text: string): void;
  /** The connection has ended, or could not be made; the next one may do better. */
  closed(reason: string): void;
  /** The server does not let this client in, and another try would change nothing. */
  refused(reason: string): void;
}

/** A connection that is being made, is open, or has ended. */
export interface TransportConnection {
  /** Whether a text that is sent now goes out at once, and does not wait for another to be answered. */
  readonly isFree: boolean;
  /** @returns whether the text went out; it does not before `opened`, nor after the end */
  send(text: string): boolean;
  /** Ends the connection. */
  close(): void;
}

/** Carries texts between a browser and a server, whole and in order, both ways. */
export interface Transport {
  /** Begins one more connection to the same address. */
  open(events: TransportEvents): TransportConnection;
}
