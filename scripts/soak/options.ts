import { parseArgs } from 'node:util';
import * as z from 'zod';
import { numberOption } from '../number-option';

export const kinds = ['speed', 'cut', 'stuck', 'connections', 'files'] as const;
export type Kind = (typeof kinds)[number];

const schema = z.object({
  minutes: numberOption(60, 0.1, 600),
  pages: numberOption(300, 1, 1000),
  seconds: numberOption(60, 4, 600),
  stuck: numberOption(100, 1, 1000),
  connections: numberOption(2500, 1, 10_000),
  only: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(kinds, { error: `must be some of ${kinds.join(', ')}` })))
    .default([...kinds]),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});
export type Options = z.output<typeof schema>;

export const help = `Tries for a long time, and with many clients, whether the server and the page hold.

  npm run soak -- [options]

  --minutes NUMBER      how long a page runs at full speed, 0.1 to 600 (60)
  --pages NUMBER        pages that are cut all at once, 1 to 1000 (300)
  --seconds NUMBER      how long these pages run, and the connections stay, 4 to 600 (60)
  --stuck NUMBER        clients that read nothing, 1 to 1000 (100)
  --connections NUMBER  connections at once, 1 to 10000 (2500)
  --only LIST           some of ${kinds.join(', ')} (all)
  --json                write what was found as JSON instead of a table
  --help                show this

Exit code 1: an option was wrong, or something did not hold.`;

/** Reads the command line. @throws Error with one line for each option that is wrong */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ minutes: text, pages: text, seconds: text, stuck: text, connections: text, only: text },
      ...{ json: flag, help: flag },
    },
  });
  const options = schema.safeParse(values);
  if (options.success) return options.data;
  throw new Error(
    options.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('\n'),
  );
}
