import * as z from 'zod';
import { logLevels } from './log/log';

const whole = (min: number, max: number, standard: number) =>
  z.coerce
    .number({ error: `must be a whole number, ${min} to ${max}` })
    .int({ error: `must be a whole number, ${min} to ${max}` })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(standard);

const schema = z.object({
  /** 0 lets the system choose a free one. */
  PORT: whole(0, 65_535, 3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  MAX_MARKETS: whole(1, 10_000, 200),
  MAX_CONNECTIONS_PER_ADDRESS: whole(1, 100_000, 2000),
  MARKET_IDLE_SECONDS: whole(1, 3600, 60),
  HISTORY_SECONDS: whole(1, 600, 60),
  /** What is logged on standard error: this and what is more urgent. */
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('warn'),
  /** Opens the load lab to others than this machine, when they give it as `?token=`. */
  LOAD_TOKEN: z.string().min(8, { error: 'must have at least 8 characters' }).optional(),
  /** Further origins under which the server is reached, as behind a proxy; separated by commas. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url({ error: 'must be origins such as https://example.org, separated by commas' }))),
});

export type Config = z.infer<typeof schema>;

/**
 * Every setting of the server, from the environment.
 *
 * @throws Error whose message names each bad setting and what is allowed
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(({ path, message }) => `${String(path[0])}=${environment[String(path[0])]}: ${message}`)
      .join('; '),
  );
}
