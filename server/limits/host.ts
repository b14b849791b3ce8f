import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { HttpError } from './errors';

/** What a request says of where it is meant to go. */
interface Addressed {
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

/** Of a whole address, the part that says whom it is for. */
const AUTHORITY = /^https?:\/\/([^/?#]*)/i;

/** Names that were found to be ours are remembered, so many of them. */
const REMEMBERED = 100;

/** A name or an address, and maybe a port (RFC 9110, 4.2). */
const HOST = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i;

/**
 * A site can let its own name point to this computer and so have its pages pass for ours (DNS rebinding). An address
 * in figures cannot be made to point elsewhere, and nor can this computer's own names; others have to be allowed.
 *
 * @param allowed origins that were allowed by a setting
 * @returns a check that throws HttpError 421 where a request was meant for another name, and 400 where it does not say
 * for which
 */
export function hostCheck(allowed: readonly string[]): (request: Addressed) => void {
  const hosts = allowed.map((origin) => new URL(origin).host);
  const own = hostname().toLowerCase();
  const known = new Set<string>();
  return (request) => {
    const host = hostOf(request);
    if (host === undefined || known.has(host)) return;
    if (!HOST.test(host)) throw badHost('is a name or an address, and maybe a port');
    if (!isOurs(host.toLowerCase(), own, hosts)) {
      throw new HttpError(
        421,
        'foreign_host',
        'This server goes by localhost, its address or its own name. For another name, set ALLOWED_ORIGINS.',
      );
    }
    if (known.size < REMEMBERED) known.add(host);
  };
}

/**
 * The host that a request is meant for; undefined where one of HTTP/1.0 does not say so. To ask `headers` would have all of
 * them made ready, at every poll.
 */
function hostOf({ url = '/', httpVersion, rawHeaders }: Addressed): string | undefined {
  let host: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    // HTTP/2 has it as the authority; where it has both they are the same (RFC 9113, 8.3.1).
    if (name === ':authority') host = rawHeaders[i + 1];
    else if (name.length === 4 && name.toLowerCase() === 'host') {
      const isSame = httpVersion === '2.0' && host === rawHeaders[i + 1];
      if (host !== undefined && !isSame) throw badHost('is given once');
      host = rawHeaders[i + 1];
    }
  }
  if (host === undefined && httpVersion !== '1.0') throw badHost('is given');
  // A whole address counts more than the header (RFC 9112, 3.2.2).
  return url.startsWith('/') ? host : (AUTHORITY.exec(url)?.[1] ?? host);
}

function badHost(rule: string): HttpError {
  return new HttpError(400, 'bad_host', `The header Host ${rule} (RFC 9112, 3.2).`);
}

function isOurs(host: string, own: string, allowed: readonly string[]): boolean {
  const name = nameOf(host);
  return isIP(name) > 0 || isName(name, own) || allowed.includes(host);
}

/** Whether an address is one that is reached from the machine itself only. */
export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address) && isIP(address) > 0;
}

/** Whether a `Host` is one that the machine itself has, whoever looks it up: not its address in a network. */
export function isOwnName(host: string): boolean {
  const name = nameOf(host.toLowerCase());
  return isLoopback(name) || isName(name, hostname().toLowerCase());
}

function isName(name: string, own: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === own || name === `${own}.local`;
}

/** A `Host` without its port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
}
