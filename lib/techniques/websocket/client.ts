import { heartbeat } from '@/lib/connection/heartbeat';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';
import { decoderOf, queryOf } from './encoding';

// A browser tells nobody why it failed.
const NO_HANDSHAKE =
  'the handshake failed: the server is away, or something in between lets no WebSocket through';

/** One handshake, then messages both ways. The API has no reconnection: the caller brings it. */
export const websocket: ClientHalf<typeof about> = async (connection) => {
  const { settings, signal } = connection;
  const decode = await decoderOf(settings.encoding);
  if (signal.aborted) return;
  await new Promise<void>((resolve, reject) => {
    const question = { since: connection.cursor(), ...queryOf(settings) };
    // A browser offers permessage-deflate always; the server's answer says whether, and how, it is used.
    const socket = new WebSocket(connection.address(question).replace(/^http/, 'ws'));
    socket.binaryType = 'arraybuffer';
    // The API shows no ping frames, so the client's own heartbeat is a message: "ping", answered by "pong".
    const heart = heartbeat(() => reject(new Error('no heartbeat')), {
      ask: () => socket.readyState === WebSocket.OPEN && socket.send('ping'),
    });
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      connection.opened();
    };
    connection.trades.carry((trade) => socket.send(trade));
    socket.onmessage = ({ data }) => {
      heart.heard();
      // Text is said in text whatever the encoding: only ticks are binary.
      if (typeof data !== 'string') connection.receive(decode(data));
      else if (data.startsWith('{"fill":')) connection.trades.filled(data);
      else if (data !== 'pong') connection.receive(data);
    };
    socket.onclose = ({ code, reason }) => {
      heart.stop();
      reject(new Error(wasOpen ? `closed with code ${code} ${reason}` : NO_HANDSHAKE));
    };
    // Also after a loss: what is still standing must not be left behind.
    signal.addEventListener('abort', () => {
      heart.stop();
      socket.close(1000);
      resolve();
    });
  });
};
