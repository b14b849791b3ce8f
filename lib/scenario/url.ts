import { z } from 'zod';
import { allowedIn } from './allowed';
import { defaultScenario, type Scenario, scenarioSchema } from './scenario';

/** A part of a link that could not be used, and why. */
export interface Ignored {
  name: string;
  value: string;
  reason: string;
}

const shape = scenarioSchema.shape;
const names = Object.keys(shape) as (keyof Scenario)[];

/** The query string of a scenario: only what differs from the default, so that links stay short. */
export function toQuery(scenario: Scenario): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const text = String(scenario[name]);
    if (text !== String(defaultScenario[name])) query.set(name, text);
  }
  // Commas and colons are allowed in a query, and a list is easier to read with them.
  return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/**
 * The scenario that a link asks for. What cannot be used falls back to the default and is reported.
 *
 * @param query with or without the leading question mark
 */
export function fromQuery(query: string): { scenario: Scenario; ignored: Ignored[] } {
  const scenario: Record<string, unknown> = { ...defaultScenario };
  const ignored: Ignored[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const field = Object.hasOwn(shape, name) ? shape[name as keyof Scenario] : undefined;
    const result = field?.safeParse(decode(field, value));
    if (result?.success) scenario[name] = result.data;
    else
      ignored.push({
        name,
        value,
        reason: field ? `allowed: ${allowedIn(field)}` : 'there is no such setting',
      });
  }
  const complete = scenarioSchema.parse(scenario);
  return { scenario: { ...complete, techniques: [...new Set(complete.techniques)] }, ignored };
}

/** Text as the kind of value the field is made of. */
function decode(field: z.ZodType, text: string): unknown {
  if (field instanceof z.ZodNumber) return text.trim() === '' ? text : Number(text);
  if (field instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (field instanceof z.ZodArray) return text === '' ? [] : text.split(',');
  return text;
}
