import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../limits/errors';
import { isLoopback, isOwnName } from '../limits/host';
import type { TrustedProxies } from '../limits/proxies';
import { RateLimit } from '../limits/rate';

/**
 * Headers by which proxies say that they are between, or who has asked them: the client is elsewhere, even where the
 * connection is not. First the standard ones, then those of any maker that speak of an address, then makers' own.
 */
const PROXIED = [
  /^(forwarded|via|cdn-loop)$/,
  /forwarded|-(ip|addr)$/,
  /^(akamai|cf|cloudfront|fastly|fly|x-amzn|x-appengine|x-arr|x-azure|x-envoy|x-nf|x-original|x-vercel)-/,
];

/** Wrong tokens of one address: in the long run and at once. */
const OF_ADDRESS = { perSecond: 0.1, atOnce: 5 };

/** Wrong tokens of all addresses together. */
const OF_ALL = { perSecond: 2, atOnce: 20 };

/** So many addresses are remembered: those before them have waited long enough. */
const REMEMBERED = 1000;

/** The load lab takes all of the machine for itself, so it is for who sits at it, and for those who were given its token. */
export class LoadAccess {
  private readonly token: string | undefined;
  private readonly proxies: TrustedProxies | null;
  private readonly all = new RateLimit(OF_ALL.perSecond, OF_ALL.atOnce);
  private readonly each = new Map<string, RateLimit>();

  /**
   * @param token the one that is right; without one it is closed to others
   * @param proxies what they bring is never this machine's own
   */
  constructor(token: string | undefined, proxies: TrustedProxies | null) {
    this.token = token;
    this.proxies = proxies;
  }

  /**
   * Whether a request is this machine's own: from a loopback address, to a name of this machine, by a page of such a name
   * if by any, and with no sign of a proxy.
   */
  isLocal({ socket, headers }: IncomingMessage): boolean {
    const { remoteAddress = '' } = socket;
    const { host, origin } = headers;
    return (
      isLoopback(remoteAddress) &&
      !this.proxies?.has(remoteAddress) &&
      (host === undefined || isOwnName(host)) &&
      (origin === undefined || isOwnName(origin.replace(/^https?:\/\//, ''))) &&
      !Object.keys(headers).some((name) => PROXIED.some((pattern) => pattern.test(name)))
    );
  }

  /** Why others may not measure just so. */
  get refusal(): HttpError {
    return new HttpError(
      403,
      'load_not_allowed',
      'Load is measured from the machine itself, at its loopback address. ' +
        (this.token === undefined
          ? 'To allow others, set LOAD_TOKEN on the server.'
          : 'Others have to give the token that LOAD_TOKEN sets on the server.'),
    );
  }

  /**
   * Checks a token that an address has given.
   *
   * @throws HttpError 403 where it is wrong, 429 where there were too many wrong ones
   */
  unlock(given: string, address: string): void {
    if (this.token === undefined) throw this.refusal;
    const own = this.guessesOf(address);
    if (!own.take()) throw tooManyGuesses();
    if (!this.all.take()) {
      own.giveBack();
      throw tooManyGuesses();
    }
    if (!isSame(this.token, given)) throw new HttpError(403, 'wrong_token', 'That is not the token.');
    own.giveBack();
    this.all.giveBack();
  }

  private guessesOf(address: string): RateLimit {
    let guesses = this.each.get(address);
    if (!guesses) {
      guesses = new RateLimit(OF_ADDRESS.perSecond, OF_ADDRESS.atOnce);
      this.each.set(address, guesses);
      const [oldest] = this.each.keys();
      if (this.each.size > REMEMBERED && oldest !== undefined) this.each.delete(oldest);
    }
    return guesses;
  }
}

function tooManyGuesses(): HttpError {
  return new HttpError(429, 'too_many_guesses', 'There were too many wrong tokens. Wait 10 s and try again.');
}

/** Compares without telling by the time it takes how much was right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
