import type { Socket } from 'node:net';

/**
 * Node ends each answer with an empty write. Together with the answer itself that makes a gathering write of two
 * pieces, which costs the system more than a plain one: this leaves the empty piece out.
 */
export function joinEmptyWrites(socket: Socket): void {
  const gather = socket._writev?.bind(socket);
  if (!gather) return;
  socket._writev = (chunks, done) => {
    const [first, second] = chunks;
    if (first && second?.chunk.length === 0 && chunks.length === 2) {
      socket._write(first.chunk, first.encoding, done);
    } else gather(chunks, done);
  };
}
