import type { Socket } from 'node:net';

/** Counts the open connections of each address. */
export class Addresses {
  private readonly open = new Map<string, number>();
  private readonly atMost: number;

  constructor(atMost: number) {
    this.atMost = atMost;
  }

  /** Counts a connection until it is closed. @returns false, without counting it, where its address has too many */
  admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? '';
    const count = this.open.get(address) ?? 0;
    if (count >= this.atMost) return false;
    this.open.set(address, count + 1);
    socket.once('close', () => {
      const left = (this.open.get(address) ?? 1) - 1;
      if (left > 0) this.open.set(address, left);
      else this.open.delete(address);
    });
    return true;
  }
}
