import { z } from 'zod';

/** What a setting may be, in words: "0.1 to 200", "1 to 20, whole", "linear or log". */
export function allowedIn(field: z.ZodType): string {
  if (field.description) return field.description;
  if (field instanceof z.ZodNumber) {
    const whole = field.format === 'safeint' ? ', whole' : '';
    return `${field.minValue} to ${field.maxValue}${whole}`;
  }
  if (field instanceof z.ZodEnum) return field.options.join(' or ');
  if (field instanceof z.ZodBoolean) return 'true or false';
  if (field instanceof z.ZodArray && field.element instanceof z.ZodType) {
    const { element } = field;
    return element instanceof z.ZodEnum ? `a list of ${element.options.join(', ')}` : allowedIn(element);
  }
  return 'something else';
}
