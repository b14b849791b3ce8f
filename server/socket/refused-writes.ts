import { Socket } from 'node:net';
import { dispatched, works } from './undocumented';

/** Is told how many bytes of a write a socket has counted as written, though the system took none of them. */
export interface RefusedWrites {
  refused(bytes: number): void;
}

const TOLD = Symbol('told of refused writes');

type WatchedSocket = Socket & { [TOLD]?: RefusedWrites };

/**
 * A client may have reset its connection a moment ago, and this program has not learned of it yet: then the system refuses
 * a write at once, and Node has counted it. From now on `told` is told of that.
 */
export function watchRefused(socket: WatchedSocket, told: RefusedWrites): void {
  socket[TOLD] = told;
  socket._writev = writev;
  if (works.interposition) socket._write = write;
}

const { _write: usual, _writev: gather } = Socket.prototype;

const write: Socket['_write'] = function (this: WatchedSocket, data, encoding, done) {
  const before = dispatched(this);
  usual.call(this, data, encoding, done);
  if (this.errored) this[TOLD]?.refused(dispatched(this) - before);
};

/**
 * Node ends each answer with an empty write. Together with the answer itself that makes a gathering write of two
 * pieces, which costs the system more than a plain one: this leaves the empty piece out.
 */
const writev: NonNullable<Socket['_writev']> = function (this: WatchedSocket, chunks, done) {
  const [first, second] = chunks;
  if (first && second?.chunk.length === 0 && chunks.length === 2) {
    this._write(first.chunk, first.encoding, done);
    return;
  }
  const before = dispatched(this);
  gather?.call(this, chunks, done);
  if (this.errored) this[TOLD]?.refused(dispatched(this) - before);
};
