import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from './undocumented';

/** More than the system keeps for a socket that is read. Nobody who goes on sending holds a close up for longer. */
const MOST = 8 * 1024 * 1024;

const scratch = Buffer.alloc(64 * 1024);

/**
 * Takes what has come for a socket that is being closed and was never read: it has crossed, so it counts.
 *
 * @param taken is given it, piece by piece; a piece is good until the next
 * @returns bytes; 0 where the system's number of the socket is not known
 */
export function takeUnread(socket: Socket, taken: (piece: Buffer) => void): number {
  const fd = descriptorOf(socket);
  let bytes = 0;
  for (let more = fd < 0 ? 0 : read(fd); more > 0 && bytes < MOST; more = read(fd)) {
    bytes += more;
    taken(scratch.subarray(0, more));
  }
  return bytes;
}

/** @returns bytes read; 0 where there is no more, or the connection was reset */
function read(fd: number): number {
  try {
    return readSync(fd, scratch);
  } catch {
    return 0;
  }
}

/**
 * Lets the event loop read once what has come: it has crossed, so it counts, and what is not read when a socket is
 * closed would never be.
 */
export function afterReading(then: () => void): void {
  setImmediate(() => setImmediate(then));
}
