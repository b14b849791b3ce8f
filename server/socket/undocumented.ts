import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

// What this server uses of a Node socket that Node's documentation does not promise, each with what is done without it.
// `checkSockets` tries all of it at start, on real sockets.

/** The parts of a socket's handle that are used here; any of them may be missing in another version of Node. */
type WithHandle = Socket & { _handle?: { fd?: number; writeQueueSize?: number } | null };

/** Which of it works in this process. */
export const works = {
  /** Bytes may be written to a socket's descriptor directly; without it they go through the stream. */
  directWrite: true,
  /** What the system has not taken of a write can be read; without it, it counts as sent when a connection breaks. */
  queueSize: true,
  /** A live socket's writes and reads can be led elsewhere; without it there is no simulated network, and a write that is refused counts as sent. */
  interposition: true,
};

/**
 * The system's number of a socket, or -1 where there is none: on Windows, and for TLS, whose number is that of the raw
 * socket below, so that what is written there would leave in plain text.
 */
export function descriptorOf(socket: Socket): number {
  if (!works.directWrite || socket instanceof TLSSocket) return -1;
  return (socket as WithHandle)._handle?.fd ?? -1;
}

/** Bytes that were handed to a socket's handle and that the system has not taken. */
export function queuedBelow(socket: Socket): number {
  return works.queueSize ? ((socket as WithHandle)._handle?.writeQueueSize ?? 0) : 0;
}

/**
 * Bytes that were given to the system so far. `bytesWritten` adds what waits, and throws while a stream is in the middle of
 * giving that away. Where it is missing it is always 0, and what the system refuses counts as sent.
 */
export function dispatched(socket: Socket): number {
  return (socket as Socket & { _bytesDispatched?: number })._bytesDispatched ?? 0;
}
