/** Counts the open connections of each address. */
export class Addresses {
  private readonly open = new Map<string, number>();
  private readonly atMost: number;

  constructor(atMost: number) {
    this.atMost = atMost;
  }

  /** Counts one more connection. @returns false, without counting it, where its address has too many */
  admit(address: string): boolean {
    const count = this.open.get(address) ?? 0;
    if (count >= this.atMost) return false;
    this.open.set(address, count + 1);
    return true;
  }

  /** A connection that was admitted is closed. */
  leave(address: string): void {
    const left = (this.open.get(address) ?? 1) - 1;
    if (left > 0) this.open.set(address, left);
    else this.open.delete(address);
  }
}
