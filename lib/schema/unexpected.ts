import type * as z from 'zod/mini';

/** What is wrong with a value that nothing more exact is said of. */
export function unexpected(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')} (true and false in quotes)`;
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be of another kind: ${issue.expected}`;
    case 'unrecognized_keys':
      return `there is no “${issue.keys.join(', ')}” here`;
    default:
      return 'is too short, too long, or of another form';
  }
}
