/** What a client's connection tells of it. */
export interface ConnectionEvents {
  received(text: string): void;
  /** The client has answered a ping. */
  alive(): void;
  /** It has ended, whoever ended it. */
  closed(): void;
}

/** One client's connection, whatever carries it: texts come and go whole and in order. */
export interface ChannelConnection {
  /** What was sent and has not left this server yet, bytes. */
  readonly unsent: number;
  /** Sends, or does nothing where the connection is ending. */
  send(text: string): void;
  /** Asks the client for a sign of life, below its messages. */
  ping(): void;
  /** Tells the client why, and ends the connection. @param code a close code of WebSocket, RFC 6455, section 7.4 */
  close(code: number, reason: string): void;
  /** Ends the connection at once. */
  drop(): void;
  /** Is called once, before anything can have come. */
  listen(events: ConnectionEvents): void;
}
