import * as z from 'zod';
import { isAddressRange } from './limits/proxies';
import { logLevels } from './log/log';

const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: `must be a whole number, ${min} to ${max}` })
    .int({ error: `must be a whole number, ${min} to ${max}` })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

/** A list of texts, separated by commas. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const settings = z.object({
  /** 0 lets the system choose a free one. */
  PORT: whole(0, 65_535).default(3000),
  /** Beside it, the whole playground over TLS, with HTTP/2; off where it is not set. */
  TLS_PORT: whole(0, 65_535).optional(),
  /** Files in PEM; without them a certificate of our own is made, and kept in TLS_FOLDER. */
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  TLS_FOLDER: z.string().min(1).default('.tls'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  MAX_MARKETS: whole(1, 10_000).default(200),
  /** Half of all markets where it is not set. */
  MAX_MARKETS_PER_ADDRESS: whole(1, 10_000).optional(),
  MAX_CONNECTIONS_PER_ADDRESS: whole(1, 100_000).default(2000),
  MARKET_IDLE_SECONDS: whole(1, 3600).default(60),
  HISTORY_SECONDS: whole(1, 600).default(60),
  /** What is logged on standard error: this and what is more urgent. */
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('warn'),
  /** Opens the load lab to others than this machine, when they give it. */
  LOAD_TOKEN: z.string().min(8, { error: 'must have at least 8 characters' }).optional(),
  /** Further origins under which the server is reached, as behind a proxy; separated by commas. */
  ALLOWED_ORIGINS: list.pipe(
    z.array(z.url({ error: 'must be origins such as https://example.org, separated by commas' })),
  ),
  /** Proxies in front of the server whose X-Forwarded-For is believed; separated by commas. */
  TRUSTED_PROXIES: list.pipe(
    z.array(
      z.string().refine(isAddressRange, {
        error: 'must be addresses or ranges of them such as 10.0.0.0/8, separated by commas',
      }),
    ),
  ),
});

const schema = settings.refine(
  ({ TLS_CERT, TLS_KEY }) => (TLS_CERT === undefined) === (TLS_KEY === undefined),
  {
    path: ['TLS_CERT'],
    error: 'is given together with TLS_KEY, or neither is',
  },
);

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
