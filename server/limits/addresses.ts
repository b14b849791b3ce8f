import { HttpError } from './errors';

/** One answer carries at most so many bytes of ticks; the client asks again for the rest. */
const ANSWER = 2 * 1024 * 1024;

/** Of answers that an address has asked for and not taken, so many bytes are kept at once. */
const UNTAKEN = 16 * 1024 * 1024;

/** Beyond that, each further answer carries so much, bytes. */
const LITTLE = 64 * 1024;

/** What one address has of this server just now. */
export class Address {
  connections = 0;
  /** Bytes of ticks in answers that were made for it and have not left. */
  untaken = 0;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** How many bytes of ticks the next answer may carry. */
  get room(): number {
    return Math.max(LITTLE, Math.min(ANSWER, UNTAKEN - this.untaken));
  }
}

/** The addresses that have connections to this server. */
export class Addresses {
  private readonly connected = new Map<string, Address>();
  private readonly maxConnections: number;
  private readonly what: string;

  /** @param what it is that an address may have so many of, where that is not connections */
  constructor(maxConnections: number, what = 'connections') {
    this.maxConnections = maxConnections;
    this.what = what;
  }

  /** Counts one more connection. @throws HttpError 503, without counting it, where its address has too many */
  admit(name: string): Address {
    const address = this.connected.get(name) ?? new Address(name);
    if (address.connections >= this.maxConnections) {
      throw new HttpError(
        503,
        `too_many_${this.what}`,
        `One address may have ${this.maxConnections} ${this.what} to this server. Close a page of it and try again.`,
      );
    }
    address.connections++;
    this.connected.set(name, address);
    return address;
  }

  /** The address of a trusted proxy's connection that has not brought a request yet: it counts for nobody. */
  unknown(): Address {
    return new Address('');
  }

  /** A connection that was admitted is closed, or counts for another address from now on. */
  leave(address: Address): void {
    address.connections--;
    if (address.connections === 0) this.connected.delete(address.name);
  }
}
