import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { descriptorOf } from './undocumented';

/** A socket, the system's number of it, and the bytes that went past its own counter. */
type DirectSocket = Socket & { fd?: number; bytesDirect?: number };

/**
 * Has bytes that are ready written to a socket by one system call and nothing else, as long as the system takes them at
 * once, which it nearly always does. A stream does much besides for each write: it makes an object that waits for the
 * end of the write, takes its turn in a queue, and says that it is done later on. With thousands of clients, that costs
 * a good part of what the system call itself costs. What is not taken at once goes the usual way.
 */
export function writeDirectly(socket: DirectSocket): void {
  const fd = descriptorOf(socket);
  if (fd < 0) return;
  socket.fd = fd;
  socket.bytesDirect = 0;
  socket.write = direct;
}

/** What the system has taken of a socket's bytes, and its own `bytesWritten` does not count. */
export function bytesDirect(socket: DirectSocket): number {
  return socket.bytesDirect ?? 0;
}

/** From now on something has taken the place of the system below the socket: nothing may go past it. */
export function writeThrough(socket: Socket): void {
  socket.write = usual;
}

const { write: usual } = Socket.prototype;

function direct(
  this: DirectSocket,
  data: Uint8Array | string,
  encoding?: BufferEncoding | ((error?: Error | null) => void),
  done?: (error?: Error | null) => void,
): boolean {
  const { fd = -1 } = this;
  // A socket that is destroyed no longer has that number: it may be another's.
  const isIdle =
    this.writableLength === 0 && this.writableCorked === 0 && !this.writableEnded && !this.destroyed;
  // A caller that wants to be told of the end is, in the usual way.
  if (typeof data === 'string' || encoding || done || fd < 0 || !isIdle) {
    return usual.call(this, data, encoding as BufferEncoding, done);
  }
  const taken = take(fd, data);
  this.bytesDirect = (this.bytesDirect ?? 0) + taken;
  return taken === data.length || usual.call(this, data.subarray(taken));
}

/** @returns how many bytes the system took; if it failed, the usual way will find out why */
function take(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch {
    return 0;
  }
}
