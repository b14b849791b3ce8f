import type { ClientHalf } from '@/lib/techniques/technique';
import type { about } from './about';

const transportsOf = {
  upgrade: ['polling', 'websocket'],
  websocket: ['websocket'],
  polling: ['polling'],
};

/** The library connects, reconnects, and sees to it that both sides live, all by itself. */
export const socketIo: ClientHalf<typeof about> = async (connection) => {
  const { address, cursor, settings, signal, trades } = connection;
  const { io } = await import('socket.io-client');
  if (signal.aborted) return;
  const { origin, pathname } = new URL(address({}));
  let isFirst = true;
  const socket = io(origin, {
    path: pathname,
    addTrailingSlash: false,
    forceNew: true,
    transports: transportsOf[settings.transports],
    query: settings.resume === 'recovery' ? { recovery: 'true' } : {},
    // Asked each time that it connects. Without a cursor it begins with the next tick.
    auth: (give) => give(settings.resume === 'cursor' || isFirst ? { since: cursor() } : {}),
  });
  trades.carry((trade) => {
    if (!socket.connected) throw new Error('not connected');
    socket.emit('trade', JSON.parse(trade), (fill: unknown) => trades.filled(JSON.stringify(fill)));
  });
  socket.on('tick', (tick) => connection.receive(JSON.stringify(tick)));
  socket.on('gap', (gap) => connection.receive(JSON.stringify(gap)));
  socket.on('connect', () => {
    isFirst = false;
    connection.opened();
  });
  await new Promise<void>((resolve, reject) => {
    // Where the server has ended it, the library does not come back by itself.
    const lost = (reason: string) => (socket.active ? connection.interrupted() : reject(new Error(reason)));
    socket.on('disconnect', lost);
    socket.on('connect_error', ({ message }) => lost(message));
    signal.addEventListener('abort', () => {
      socket.disconnect();
      resolve();
    });
  });
};
