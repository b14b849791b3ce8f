/** What a load client asks, and of whom; the server is on this machine. */
export type LoadTarget = { port: number; path: string } & (
  | {
      /** Asks, takes the answer, asks again. */
      kind: 'poll';
      /** From one question to the next, ms; null: again as soon as it is answered. */
      intervalMs: number | null;
      /** What tells the server where the client stands: its last `seq`, or the `Etag` of the last answer. */
      cursor: 'seq' | 'etag';
    }
  /** Asks once; the answer never ends. */
  | { kind: 'stream' }
  /** One handshake, then frames. */
  | { kind: 'websocket'; dialect: 'plain' | 'socket.io' }
);

/** Stands in a path for the last `seq` that the client has seen. */
export const CURSOR = '{since}';
