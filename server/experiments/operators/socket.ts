import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { checkHandshake, webSocketServer } from '../../limits/handshake';
import { logProtocolError } from '../../limits/protocol-error';
import { pingFrame, textFrame } from '../../techniques/exchange/frame';
import { experimentUpgrade } from '../experiment';
import { type CountedExchanges, exchangeQuery } from './counted-exchanges';
import { pace } from './stream';

/** No WebSocket lasts longer, ms. */
const LONGEST_MS = 30_000;

const query = z.strictObject({
  ...exchangeQuery,
  /** Numbered messages, one every so often. */
  every: pace,
  /** Pings, one every so often. */
  heartbeat: pace,
});

/** A WebSocket that says what its query asks for. What its client says is not listened to. */
export function socketUpgrade(exchanges: CountedExchanges, stopping: AbortSignal) {
  const server = webSocketServer({ WebSocket, maxPayload: 1024 });
  stopping.addEventListener('abort', () => {
    for (const client of server.clients) client.close(1001, 'the server is stopping');
  });
  return experimentUpgrade({
    query,
    upgrade(call, request, socket, head) {
      checkHandshake(request);
      exchanges.begin(call);
      server.handleUpgrade(request, socket, head, (client) => talk(client, socket, call.query));
    },
  });
}

function talk(client: WebSocket, socket: Duplex, { every, heartbeat }: z.infer<typeof query>): void {
  const began = performance.now();
  let seq = 0;
  const say = () => {
    seq++;
    socket.write(textFrame(JSON.stringify({ seq, at: Math.round(performance.now() - began) })));
  };
  const timers = [
    ...(every > 0 ? [setInterval(say, every)] : []),
    ...(heartbeat > 0 ? [setInterval(() => socket.write(pingFrame), heartbeat)] : []),
    setTimeout(() => client.close(1000), LONGEST_MS),
  ];
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
  };
  client.on('error', logProtocolError);
  client.on('close', stop);
  // Nothing may follow a close frame.
  socket.on('end', stop);
}
