import * as z from 'zod/mini';
import { allowedIn } from './allowed';

/** A part of a link that could not be used, and why. */
export interface Ignored {
  name: string;
  value: string;
  reason: string;
}

/** Settings as the query string of an address, and back. */
export interface QueryForm<T> {
  /** Only what differs from the defaults, so that links stay short. */
  toQuery(settings: T): string;
  /**
   * What a link asks for. What cannot be used is reported: of a list the other entries are used, and a setting of which
   * nothing is left has its default.
   *
   * @param query with or without the leading question mark
   */
  fromQuery(query: string): { settings: T; ignored: Ignored[] };
}

/** The query form of the settings of a schema: each field by its own name. */
export function queryForm<S extends z.ZodMiniObject>(schema: S, defaults: z.infer<S>): QueryForm<z.infer<S>> {
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const standard: Readonly<Record<string, unknown>> = defaults;
  return {
    toQuery(settings) {
      const values: Readonly<Record<string, unknown>> = settings;
      const query = new URLSearchParams();
      for (const name of Object.keys(shape)) {
        const text = String(values[name]);
        if (text !== String(standard[name])) query.set(name, text);
      }
      // Commas and colons are allowed in a query, and a list is easier to read with them.
      return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
    },

    fromQuery(query) {
      const values: Record<string, unknown> = { ...standard };
      const ignored: Ignored[] = [];
      for (const [name, value] of new URLSearchParams(query)) {
        const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
        if (!field) {
          ignored.push({ name, value, reason: 'there is no such setting' });
          continue;
        }
        const { usable, refused } = sift(field, decode(field, value));
        const result = z.safeParse(field, usable);
        if (result.success) values[name] = result.data;
        const wrong = result.success ? refused : [value];
        if (wrong.length > 0)
          ignored.push({ name, value: wrong.join(','), reason: `allowed: ${allowedIn(field)}` });
      }
      return { settings: schema.parse(values), ignored };
    },
  };
}

/** Text as the kind of value the field is made of. */
function decode(field: z.core.$ZodType, text: string): unknown {
  if (field instanceof z.ZodMiniNumber) return text.trim() === '' ? text : Number(text);
  if (field instanceof z.ZodMiniBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (field instanceof z.ZodMiniArray) return text === '' ? [] : text.split(',');
  return text;
}

/** A list without the entries that are not valid, unless none is; every other value as it is. */
function sift(field: z.core.$ZodType, value: unknown): { usable: unknown; refused: unknown[] } {
  if (!(field instanceof z.ZodMiniArray) || !Array.isArray(value)) return { usable: value, refused: [] };
  const isValid = (entry: unknown) => z.safeParse(field.def.element, entry).success;
  const usable = value.filter(isValid);
  if (usable.length === 0) return { usable: value, refused: [] };
  return { usable, refused: value.filter((entry) => !isValid(entry)) };
}
