import * as z from 'zod/mini';

/** The address of what the server has for these experiments. */
export const OPERATORS_PATH = '/api/experiments/operators/';

/** A market that was opened for a run: its name, and what gives the right to it. */
export const openedSchema = z.object({ market: z.string(), secret: z.string() });

/** Bytes and requests of exchanges with one name, counted at the server's sockets. */
export const countsSchema = z.record(
  z.string(),
  z.object({ requests: z.number(), connections: z.number(), up: z.number(), down: z.number() }),
);
export type Counts = z.infer<typeof countsSchema>;

const connectedSchema = z.object({
  from: z.string(),
  /** The system's own code where there was no connection, such as EADDRNOTAVAIL. */
  error: z.nullable(z.string()),
});
/** A try to connect from an address. */
export type Connected = z.infer<typeof connectedSchema>;

/** Connections of the server to itself, all from one port. */
export const fourTuplesSchema = z.object({
  host: z.string(),
  port: z.number(),
  /** null where not even the first connection stood. */
  clientPort: z.nullable(z.number()),
  connections: z.array(connectedSchema),
  /** The same four values a second time. */
  again: z.nullable(connectedSchema),
  /** How many of them stood in the system's table, at the server's end; null where there is no such table to read. */
  inTable: z.nullable(z.number()),
});
export type FourTuples = z.infer<typeof fourTuplesSchema>;

/** Keys that a handshake can be made with, wrong ones included; one cannot end its line. */
export const KEY = /^[\x21-\x7e]{0,64}$/;
export const KEY_RULE = 'must be at most 64 visible ASCII characters, without spaces';

/** A handshake of a WebSocket, as it crossed: the heads of the request and of the answer. */
export const handshakeSchema = z.object({ asked: z.string(), answered: z.string() });
export type Handshake = z.infer<typeof handshakeSchema>;
