import { constants, inflateRawSync } from 'node:zlib';

/** What a sender leaves off the end of each compressed message (RFC 7692, 7.2.1). */
const FLUSHED = Buffer.from([0, 0, 0xff, 0xff]);

/** Undoes the compression of a WebSocket message, as `BareConnection.inflate` has it. */
export function inflate(message: Uint8Array, window: Uint8Array): Uint8Array {
  return inflateRawSync(Buffer.concat([message, FLUSHED]), {
    finishFlush: constants.Z_SYNC_FLUSH,
    ...(window.length > 0 && { dictionary: window }),
  });
}
