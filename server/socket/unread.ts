import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from './undocumented';

/** More than the system keeps for a socket that is read. Nobody who goes on sending holds a close up for longer. */
const MOST = 8 * 1024 * 1024;

const scratch = Buffer.alloc(64 * 1024);

/**
 * Takes what has come for a socket that is being closed and was never read: it has crossed, so it counts.
 *
 * @returns bytes; 0 where the system's number of the socket is not known
 */
export function takeUnread(socket: Socket): number {
  const fd = descriptorOf(socket);
  let bytes = 0;
  if (fd < 0) return bytes;
  try {
    while (bytes < MOST) {
      const taken = readSync(fd, scratch);
      if (taken === 0) break;
      bytes += taken;
    }
  } catch {
    // There is no more, or the connection was reset.
  }
  return bytes;
}

/**
 * Lets the event loop read once what has come: it has crossed, so it counts, and what is not read when a socket is
 * closed would never be.
 */
export function afterReading(then: () => void): void {
  setImmediate(() => setImmediate(then));
}
