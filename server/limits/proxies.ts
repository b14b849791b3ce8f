import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What an address may be followed by in X-Forwarded-For: a port; an IPv6 address then stands in brackets. */
const WITH_PORT = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/;

/** A request that a proxy may have passed on. */
interface Forwarded {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

/** The proxies in front of this server that are believed when they say whose request they pass on. */
export class TrustedProxies {
  private readonly trusted = new BlockList();

  /** @param list addresses, and ranges of them such as `10.0.0.0/8`, as `isAddressRange` knows them */
  constructor(list: readonly string[]) {
    for (const range of list) {
      const [address = '', bits] = range.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.trusted.addAddress(address, family);
      else this.trusted.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether an address is one of theirs. */
  has(address: string): boolean {
    const plain = withoutMapping(address);
    return this.trusted.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  }

  /**
   * The address from which a request came. Each proxy adds at the right of X-Forwarded-For who has asked it, so the list
   * is read from there for as long as the one who wrote it is trusted; further left anybody may have written anything.
   */
  clientOf({ socket, headers }: Forwarded): string {
    let client = withoutMapping(socket.remoteAddress ?? '');
    const hops = String(headers['x-forwarded-for'] ?? '').split(',');
    while (this.has(client)) {
      const hop = addressOf(hops.pop() ?? '');
      if (hop === null) break;
      client = hop;
    }
    return client;
  }
}

/** Whether a text is an address or a range of them, such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family > 0 && Number(bits ?? 0) <= (family === 6 ? 128 : 32);
}

/**
 * What counts as one address: with IPv6 the network of 64 bits, for a single computer has as many addresses of it as it
 * likes.
 */
export function shareOf(address: string): string {
  const plain = withoutMapping(address);
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** An IPv4 address as it is, also where a socket for both families gives it as an IPv6 address. */
function withoutMapping(address: string): string {
  return /^::ffff:[\d.]+$/i.test(address) ? address.slice('::ffff:'.length) : address;
}

/** @returns null where it is no address, such as `unknown` */
function addressOf(hop: string): string | null {
  const text = hop.trim();
  const [, bracketed, bare] = WITH_PORT.exec(text) ?? [];
  const address = withoutMapping(bracketed ?? bare ?? text);
  return isIP(address) > 0 ? address : null;
}
