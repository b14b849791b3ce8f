import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { isOurError, readAnswer } from '../answer.fixture';
import { close } from './frame.fixture';
import type { HandshakeCase } from './handshakes.fixture';
import { PROOF } from './peer.fixture';

/** What a server takes longer for will not come any more, ms. */
const PATIENCE = 10_000;

/** Makes a handshake. @returns what was wrong with the answer, or null */
export async function handshakeFault(one: HandshakeCase, path: string, port: number): Promise<string | null> {
  const what = `${one.name} (RFC 6455, ${one.section}):`;
  const bytes = await answerTo(one.request.replace('PATH', path), port);
  const method = one.request.split(' ', 1)[0] ?? '';
  const read = readAnswer(bytes, method);
  if (!read) return `${what} no answer`;
  const { answer } = read;
  const { status, head } = answer;
  const shown = head.replaceAll('\r\n', ' | ');
  const isDue = [one.status].flat().includes(status);
  if (!isDue) return `${what} ${shown}`;
  if (status !== 101 && method !== 'HEAD' && !isOurError(answer)) return `${what} no error of ours: ${shown}`;
  if (status === 101 && !/^upgrade: websocket$/im.test(head)) return `${what} ${shown}`;
  if (status === 101 && !/^connection: upgrade$/im.test(head)) return `${what} ${shown}`;
  if (status === 101 && !one.request.includes('dghl') && !head.includes(PROOF)) return `${what} ${shown}`;
  if (one.has?.some((pattern) => !pattern.test(head))) return `${what} ${shown}`;
  if (one.hasNot?.test(head)) return `${what} ${shown}`;
  return null;
}

/** All that comes back, until the connection is over; one that was upgraded is closed. */
async function answerTo(request: string, port: number): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    pieces.push(piece);
    const { status, complete } =
      readAnswer(Buffer.concat(pieces), request.split(' ', 1)[0] ?? '')?.answer ?? {};
    if (socket.writableEnded) return;
    if (status === 101) socket.end(close(1000));
    else if (complete) socket.end();
  });
  socket.write(Buffer.from(request, 'latin1'));
  const patience = new AbortController();
  await Promise.race([once(socket, 'close'), later(PATIENCE, null, patience)]);
  patience.abort();
  socket.destroy();
  return Buffer.concat(pieces);
}
