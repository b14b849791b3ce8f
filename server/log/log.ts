export const logLevels = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Of each limit one line is logged in so long, however often it is reached, ms. */
const LIMIT_EVERY_MS = 60_000;

/** Processes and tests that set no level say what is a fault of this program. */
let level: LogLevel = 'error';

const limits = new Map<string, { loggedAt: number; times: number }>();

/** Sets what is logged from now on: the lines of this level, and those that are more urgent. */
export function setLogLevel(to: LogLevel): void {
  level = to;
}

/**
 * Logs one line of JSON on standard error. Nothing that a client has sent goes into it.
 *
 * @param event names what has happened, in one word; the same for the same kind of thing
 */
export function log(of: Exclude<LogLevel, 'silent'>, event: string, details: object = {}): void {
  if (logLevels.indexOf(of) > logLevels.indexOf(level)) return;
  console.error(JSON.stringify({ time: new Date().toISOString(), level: of, event, ...details }));
}

/**
 * Logs that a client was turned away because of a limit, or that the system's own are reached.
 *
 * @param limit names it, in one word
 * @param now ms, on any clock
 */
export function logLimit(limit: string, details: object = {}, now = performance.now()): void {
  const { loggedAt, times } = limits.get(limit) ?? { loggedAt: Number.NEGATIVE_INFINITY, times: 0 };
  if (now - loggedAt < LIMIT_EVERY_MS) {
    limits.set(limit, { loggedAt, times: times + 1 });
    return;
  }
  limits.set(limit, { loggedAt: now, times: 0 });
  log('warn', 'limit_reached', { limit, times: times + 1, ...details });
}
