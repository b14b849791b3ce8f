import * as z from 'zod/mini';

/** At most so many bytes of one event are brought to the page, to be read there. */
export const SHOWN_BYTES = 4096;

/** At most so many notes come with an event, and as many parts with a note, with names of so many characters. */
export const MOST_NOTES = 64;
const LONGEST_NAME = 60;

/** Base64 of the bytes that are shown. */
const LONGEST_PLAIN = Math.ceil(SHOWN_BYTES / 3) * 4;

/**
 * What a technique's server half says of bytes that only it can read, such as encrypted ones: what they say in plain,
 * or how long their parts are, one after the other; a part with a `seq` is that tick.
 */
const noteSchema = z.union([
  z.strictObject({
    /** The first of the plain bytes, in base64. */
    plain: z.string().check(z.maxLength(LONGEST_PLAIN)),
  }),
  z.strictObject({
    parts: z
      .array(
        z.strictObject({
          name: z.string().check(z.maxLength(LONGEST_NAME)),
          bytes: z.int().check(z.minimum(0)),
          seq: z.optional(z.int()),
        }),
      )
      .check(z.maxLength(MOST_NOTES)),
  }),
]);
export type Note = z.infer<typeof noteSchema>;

/** As much of a note as its schema lets through. */
export function boundedNote(note: Note): Note {
  if (!('parts' in note)) return { plain: note.plain.slice(0, LONGEST_PLAIN) };
  const parts = note.parts.slice(0, MOST_NOTES);
  return { parts: parts.map((part) => ({ ...part, name: part.name.slice(0, LONGEST_NAME) })) };
}

/** What crossed a connection at one time: the only thing that a dialect is given to read. */
export const crossingSchema = z.object({
  /** Bytes up or down, or the connection itself. */
  way: z.enum(['up', 'down', 'open', 'close']),
  /** Whether the connection carries WebSocket frames by now. */
  upgraded: z.boolean(),
  /** How many events of this connection and way were left out directly before it; what crossed before anybody captured counts as one. */
  skipped: z.int().check(z.minimum(0)),
  /** All of its bytes. */
  bytes: z.int(),
  /** The first of them, in base64. */
  data: z.string(),
  /** Of one frame of HTTP/2: the number of its stream. */
  stream: z.optional(z.int().check(z.minimum(1))),
  notes: z.optional(z.array(noteSchema).check(z.maxLength(MOST_NOTES))),
});
export type Crossing = z.infer<typeof crossingSchema>;
