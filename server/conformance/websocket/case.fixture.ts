/** A WebSocket endpoint of the server, and what its suite has to know of it. */
export interface Endpoint {
  /** A message that is answered by exactly `answer`. */
  ask: string;
  answer: string;
  /** The largest message, bytes. */
  maxMessage: number;
  /** Messages that it takes at once. */
  atOnce: number;
  /** What comes of a text that is well formed and says nothing that is allowed. */
  ofNonsense: Outcome;
}

/** What the server has to do. What is left out does not happen. */
export interface Outcome {
  /** Payloads of its pongs, in order. */
  pongs?: readonly (string | Buffer)[];
  /** Answers to `ask`. */
  answers?: number;
  /** Messages that say what was wrong. */
  errors?: number;
  /** Whether there may be more answers, errors and pongs than said. */
  atLeast?: boolean;
  /**
   * The code of its close frame; 1005 for one without a code, and null for an end without such a frame. Where it is left
   * out, the connection is to be open still: the client closes it with 1000, and has that back.
   */
  close?: number | null;
  /** The reason in its close frame. */
  reason?: string;
}

/** A case of the suite. */
export interface Case {
  name: string;
  /** Of RFC 6455. */
  section: string;
  /** Pieces of bytes, each sent by itself. */
  send: readonly Buffer[];
  /** Sent together with the handshake, before its answer has come. */
  early?: boolean;
  /** The client ends its side of the connection behind what it sends. */
  ends?: boolean;
  outcome: Outcome;
}

/** A group of cases, for one endpoint. */
export type Group = (endpoint: Endpoint) => Case[];
