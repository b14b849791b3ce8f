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
   * What a link asks for. What cannot be used falls back to the default and is reported.
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
        const result = field && z.safeParse(field, decode(field, value));
        if (result?.success) values[name] = result.data;
        else
          ignored.push({
            name,
            value,
            reason: field ? `allowed: ${allowedIn(field)}` : 'there is no such setting',
          });
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
