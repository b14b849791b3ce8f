import { Socket } from 'node:net';

const { _writev: gather } = Socket.prototype;

/**
 * Node ends each answer with an empty write. Together with the answer itself that makes a gathering write of two
 * pieces, which costs the system more than a plain one: this leaves the empty piece out.
 */
export function joinEmptyWrites(socket: Socket): void {
  socket._writev = joined;
}

const joined: NonNullable<Socket['_writev']> = function (this: Socket, chunks, done) {
  const [first, second] = chunks;
  if (first && second?.chunk.length === 0 && chunks.length === 2) {
    this._write(first.chunk, first.encoding, done);
  } else gather?.call(this, chunks, done);
};
