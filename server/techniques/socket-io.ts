import { Server, type ServerOptions } from 'socket.io';
import * as z from 'zod';
import type { Batch } from '../feed/batch';
import { once } from '../feed/once';
import { checkHandshake } from '../limits/handshake';
import { serverHalf } from './exchange/half';
import { tradeByPost } from './exchange/trades';
import { Broadcasts } from './socket-io/broadcasts';
import { packetsByPost, sessionQuery, tradeOrPackets } from './socket-io/requests';
import { Sessions } from './socket-io/sessions';

/** For so long after a cut the library's own recovery brings a client back to where it was, ms. */
const RECOVERABLE_MS = 30_000;

/** A client that has so much to take gets no more for now, bytes. */
const MOST_WAITING = 64 * 1024;

/** What a client says as it joins: the last `seq` it has, where it wants to go on. */
const authSchema = z.object({
  since: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});

type Event = readonly [name: string, data: unknown];

/** The events of a batch: a gap if there is one, then each tick. */
const eventsOf = once(({ gap, ticks }: Batch): Event[] => {
  const events = ticks.map(({ json }): Event => ['tick', JSON.parse(json)]);
  return gap ? [['gap', { gap }], ...events] : events;
});

function serve(options: Partial<ServerOptions>): Sessions {
  const sessions = new Sessions();
  const server = new Server({ serveClient: false, connectTimeout: 10_000, ...options });
  server.bind(sessions.engine);
  const broadcasts = new Broadcasts(server, eventsOf, RECOVERABLE_MS);

  server.on('connection', (socket) => {
    const session = sessions.of(socket.conn);
    const auth = authSchema.safeParse(socket.handshake.auth);
    if (!session || !auth.success) return socket.disconnect(true);
    const { feed, trade } = session.exchange;
    const { since } = auth.data;

    socket.on('trade', (wanted, answer) => {
      try {
        answer(JSON.parse(trade(JSON.stringify(wanted))));
      } catch {
        // What is no trade, or asks for no answer.
        socket.disconnect(true);
      }
    });
    socket.onAny((name) => {
      if (name !== 'trade') socket.disconnect(true);
    });

    const send = (events: readonly Event[]) => {
      for (const [name, data] of events) socket.emit(name, data);
      return session.backlog < MOST_WAITING;
    };
    if (options.connectionStateRecovery) {
      // The library itself sends what was missed, of all that was sent to the room.
      if (!socket.recovered && since !== undefined) send(eventsOf(feed.uncounted.since(since, MOST_WAITING)));
      broadcasts.enter(socket, session, feed.uncounted);
    } else {
      const drain = (_: 'drain', then: () => void) => socket.conn.once('drain', then);
      const follower = feed.uncounted.follow(since, { write: send, once: drain }, eventsOf, session);
      socket.on('disconnect', () => follower.stop());
    }
  });
  return sessions;
}

const plain = serve({});
const recovering = serve({ connectionStateRecovery: { maxDisconnectionDuration: RECOVERABLE_MS } });

const sessionsFor = ({ recovery }: { recovery?: string | undefined }) => (recovery ? recovering : plain);

/** A library's sessions: over polling, over WebSocket, or over the one and then the other. */
export default serverHalf({
  GET: {
    query: sessionQuery,
    answer(exchange, response) {
      sessionsFor(exchange.query).get(exchange, response);
    },
  },
  POST: {
    query: tradeOrPackets,
    read: (request) => packetsByPost(request) ?? tradeByPost.read(request),
    answer(exchange, response, body) {
      const { query } = exchange;
      if ('sid' in query) sessionsFor(query).post({ ...exchange, query }, response, body);
      else tradeByPost.answer({ ...exchange, query }, response, body);
    },
  },
  upgrade: {
    query: sessionQuery,
    upgrade(exchange, request, socket, head) {
      checkHandshake(request);
      sessionsFor(exchange.query).upgrade(exchange, request, socket, head);
    },
  },
});
