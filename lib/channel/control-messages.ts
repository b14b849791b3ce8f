import * as z from 'zod/mini';
import { wireEventSchema } from '@/lib/capture/event';
import { faultSchema } from '@/lib/faults/faults';
import { idealLink, linkSettingsSchema } from '@/lib/link/settings';
import { marketSettingsSchema } from '@/lib/market/settings';
import { wholeWithin } from '@/lib/schema/number';
import { techniqueIds } from '@/lib/techniques';
import { errorSchema, messageIdSchema } from './messages';

/** The address of the control channel. */
export const CONTROL_PATH = '/api/control';

const seq = wholeWithin(0, 2 ** 31 - 1);

/** Where a market stands; a server that has never heard of it can go on from here. */
export const marketStateSchema = z.object({
  seq,
  at: z.number().check(z.minimum(0)),
  schedule: z.nullable(
    z.object({
      seed: marketSettingsSchema.shape.seed,
      seq,
      at: z.number().check(z.minimum(0)),
      rate: marketSettingsSchema.shape.rate,
      burst: marketSettingsSchema.shape.burst,
    }),
  ),
});
export type MarketState = z.infer<typeof marketStateSchema>;

/** The same on a clock that is `by` ms ahead of the one before. */
export function shifted(state: MarketState, by: number): MarketState {
  const { schedule } = state;
  return { ...state, at: state.at + by, schedule: schedule && { ...schedule, at: schedule.at + by } };
}

/** A market's public name: it stands in the address of every request to a technique, and gives no right to change it. */
export const marketIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** What gives the right to a market. Its public name is a hash of it, so that a server which has lost it knows it again. */
export const secretSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{32}$/));

const id = z.optional(messageIdSchema);

/** What the page says on the control channel. The answer to a command with an `id` has it as `to`. */
export const commandSchema = z.discriminatedUnion('type', [
  /** One half of a clock measurement; `sent` is the page's own clock and comes back as it is. */
  z.object({ type: z.literal('clock'), sent: z.number() }),
  /** A market for a new run. The one before, if any, is dropped. */
  z.object({
    type: z.literal('open'),
    id,
    settings: marketSettingsSchema,
    link: z._default(linkSettingsSchema, idealLink),
    capture: z._default(z.boolean(), false),
  }),
  /** The market of a run that was interrupted; recreated from `state` if the server does not know it. */
  z.object({
    type: z.literal('reopen'),
    id,
    secret: secretSchema,
    settings: marketSettingsSchema,
    state: marketStateSchema,
    link: z._default(linkSettingsSchema, idealLink),
    capture: z._default(z.boolean(), false),
  }),
  z.object({ type: z.literal('change'), id, settings: marketSettingsSchema }),
  /** Another network between this page and the server, from now on. */
  z.object({ type: z.literal('link'), id, link: linkSettingsSchema }),
  /** Whether what crosses the techniques' connections is captured and reported. */
  z.object({ type: z.literal('capture'), id, on: z.boolean() }),
  /** Something goes wrong, now. */
  z.object({ type: z.literal('fault'), id, fault: faultSchema }),
  z.object({ type: z.literal('pause'), id }),
  z.object({ type: z.literal('resume'), id }),
]);
/** A command as it is sent. */
export type Command = z.input<typeof commandSchema>;
/** A command as it is obeyed, with everything filled in. */
export type CheckedCommand = z.output<typeof commandSchema>;

const count = z.int().check(z.minimum(0));

/** What one technique has cost since the run began. Bytes are of TCP payload, both ways, framing included. */
export const techniqueFiguresSchema = z.object({
  /** HTTP requests, handshakes included. */
  requests: count,
  /** Answers that carried no tick. */
  empty: count,
  /** TCP connections that carried the technique. */
  connections: count,
  /** Ticks handed to the technique for sending. */
  messages: count,
  /** Bytes of those ticks' JSON. */
  payload: count,
  up: count,
  down: count,
  /** Of these bytes those that set up a stream or a WebSocket: its request, and the head of the answer. */
  handshakesUp: count,
  handshakesDown: count,
});
export type TechniqueFigures = z.infer<typeof techniqueFiguresSchema>;

const bytesSchema = z.object({ up: count, down: count });

/**
 * What all techniques of a market share, and none can be charged for: TLS, whose records may hold frames of several, and
 * the frames of an HTTP/2 connection itself.
 */
export const sharedFiguresSchema = z.object({
  frames: bytesSchema,
  tls: bytesSchema,
  /** Of HTTP/2: connections, and the streams on them, one for each exchange. */
  connections: count,
  streams: count,
});
export type SharedFigures = z.infer<typeof sharedFiguresSchema>;

/** What the server says on the control channel. `at` and `now` are server epoch ms. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('clock'), sent: z.number(), at: z.number() }),
  /**
   * Answer to every command but `clock` and `fault`: what holds from now on. `restored`: this server had not known the
   * market; counters begin at 0.
   */
  z.object({
    type: z.literal('market'),
    to: id,
    market: marketIdSchema,
    /** For this page alone: it goes into no address, export or view. */
    secret: secretSchema,
    settings: marketSettingsSchema,
    link: linkSettingsSchema,
    capture: z.boolean(),
    state: marketStateSchema,
    restored: z.boolean(),
  }),
  z.object({
    type: z.literal('figures'),
    market: marketIdSchema,
    state: marketStateSchema,
    techniques: z.record(z.string(), techniqueFiguresSchema),
    /** Left out where nothing is shared: without TLS. */
    shared: z.optional(sharedFiguresSchema),
  }),
  /** The page's market is no more, and what travels to its techniques is cut. */
  z.object({ type: z.literal('gone'), market: marketIdSchema }),
  /** A fault was made: from `at`, and until `until` (the same where it has no length). */
  z.object({
    type: z.literal('fault'),
    to: id,
    market: marketIdSchema,
    kind: faultSchema.shape.kind,
    at: z.number(),
    until: z.number(),
  }),
  /** What has crossed the connections since the last such report; `leftOut` events were too many. */
  z.object({
    type: z.literal('wire'),
    market: marketIdSchema,
    events: z.array(wireEventSchema),
    leftOut: z.int(),
    /** Bytes both ways of each technique, counted up to this moment. */
    counted: z.partialRecord(z.enum(techniqueIds), z.int()),
  }),
  errorSchema,
]);
export type Report = z.infer<typeof reportSchema>;

/** What travels on the control channel. */
export const controlMessages = { up: commandSchema, down: reportSchema };
