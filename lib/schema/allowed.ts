import * as z from 'zod/mini';

/** What a setting may be, in words: "0.1 to 200", "1 to 20, whole", "linear or log". */
export function allowedIn(field: z.core.$ZodType): string {
  const { description } = z.globalRegistry.get(field) ?? {};
  if (description) return description;
  if (field instanceof z.ZodMiniEnum) return field.options.join(' or ');
  if (field instanceof z.ZodMiniBoolean) return 'true or false';
  if (field instanceof z.ZodMiniArray) {
    const { element } = field.def;
    return element instanceof z.ZodMiniEnum ? `a list of ${element.options.join(', ')}` : allowedIn(element);
  }
  return 'something else';
}
