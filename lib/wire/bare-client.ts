/** What a bare client is given to work with: a connection to write to, and somebody to tell. */
export interface BareConnection<Settings = unknown> {
  /** Name and port of the server, as a request has them. */
  readonly host: string;
  /** Of the address that is asked. */
  readonly path: string;
  readonly settings: Settings;
  /** The last `seq` that the client has; 0 for none. */
  readonly since: number;
  /** @param bytes or text of one byte for each character */
  write(bytes: Uint8Array | string): void;
  /** An answer begins. */
  answered(): void;
  /** The stream stands, or the first question is answered. */
  connected(): void;
  /** The answer is complete: the client is to be told when it shall ask again. */
  completed(): void;
  ticked(seq: number, at: number): void;
  /**
   * Undoes the compression of a WebSocket message (RFC 7692, 7.2.2).
   *
   * @param window what the messages before said, as far as this one may reach back to it
   * @throws Error where it is none
   */
  inflate(message: Uint8Array, window: Uint8Array): Uint8Array;
  /** The server has refused or ended what it should go on with. */
  lost(why: string): void;
}

/**
 * A client without a browser: it speaks no more of a protocol than it takes to get the ticks, since a load generator
 * has thousands of them.
 */
export interface BareClient {
  /** Asks: when the connection stands, and again when it is told so. */
  ask(): void;
  /** Reads bytes `from` to `to` of `data`, which is used again afterwards. @throws Error where they make no sense */
  read(data: Uint8Array, from: number, to: number): void;
}
