import { heartbeat } from '@/lib/connection/heartbeat';
import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

// A browser tells nobody why it failed.
const NO_HANDSHAKE =
  'the handshake failed: the server is away, or something in between lets no WebSocket through';

/** One handshake, then messages both ways. The API has no reconnection: the caller brings it. */
export const websocket: ClientHalf<typeof about> = (connection) =>
  new Promise((resolve, reject) => {
    const address = connection.address({ since: connection.cursor() }).replace(/^http/, 'ws');
    const socket = new WebSocket(address);
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
    socket.onmessage = (event) => {
      heart.heard();
      if (event.data.startsWith('{"fill":')) connection.trades.filled(event.data);
      else if (event.data !== 'pong') connection.receive(event.data);
    };
    socket.onclose = ({ code, reason }) => {
      heart.stop();
      reject(new Error(wasOpen ? `closed with code ${code} ${reason}` : NO_HANDSHAKE));
    };
    // Also after a loss: what is still standing must not be left behind.
    connection.signal.addEventListener('abort', () => {
      heart.stop();
      socket.close(1000);
      resolve();
    });
  });
