import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, type TestContext, test } from 'node:test';
import * as z from 'zod';
import { Channel, type ChannelState } from '@/lib/channel/channel';
import { httpTransport } from '@/lib/channel/http-transport';
import { errorSchema, PING } from '@/lib/channel/messages';
import type { Transport } from '@/lib/channel/transport';
import { webSocketTransport } from '@/lib/channel/websocket-transport';
import { HttpError, refuse, refuseUpgrade } from '../limits/errors';
import '../testing/browser-globals';
import { ServerChannel } from './channel';
import { HttpTransport } from './http-transport';
import type { ChannelConnection } from './transport';
import { WebSocketTransport } from './websocket-transport';

const schemas = {
  up: z.discriminatedUnion('type', [
    z.object({ type: z.literal('count'), n: z.int() }),
    /** Has the server send so many bytes to all. */
    z.object({ type: z.literal('flood'), bytes: z.int() }),
    /** Has the server send this text as it is. */
    z.object({ type: z.literal('tell'), text: z.string() }),
    /** Has the server's handler fail, at once or later. */
    z.object({ type: z.literal('fail'), with: z.enum(['refusal', 'fault']), later: z.boolean() }),
  ]),
  down: z.discriminatedUnion('type', [z.object({ type: z.literal('count'), n: z.int() }), errorSchema]),
};
type Up = z.infer<typeof schemas.up>;
type Down = z.infer<typeof schemas.down>;

const UNLIMITED = { perSecond: 1e6, atOnce: 1e6 };

const OPENING = JSON.stringify({ session: null, number: 0, texts: [], ends: false });

const transports: {
  name: string;
  transport: (origin: string) => Transport;
  /** What a client sends to have a connection. */
  request: string;
}[] = [
  {
    name: 'WebSocket',
    transport: (origin) => webSocketTransport(origin, { explains: true }),
    request: [
      'GET / HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n'),
  },
  {
    name: 'HTTP',
    transport: httpTransport,
    request: [
      'POST / HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${OPENING.length}`,
      '',
      OPENING,
    ].join('\r\n'),
  },
];

/** A server on a port, with its channels on WebSockets and on HTTP alike. */
async function listen(
  t: TestContext,
  serve: (connection: ChannelConnection) => void,
  { port = 0, check = (_request: IncomingMessage) => {} } = {},
) {
  const webSockets = new WebSocketTransport(100_000);
  const http = new HttpTransport(100_000);
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    try {
      check(request);
      if (request.method === 'POST') http.answer(request, response, serve);
      else throw new HttpError(426, 'upgrade_required', 'Not this way.');
    } catch (error) {
      refuse(request, response, error);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      check(request);
      webSockets.accept(request, socket, head, serve);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    http.close();
    await closed;
  };
  t.after(stop);
  const address = server.address() as AddressInfo;
  return { port: address.port, origin: `http://127.0.0.1:${address.port}`, stop };
}

/** Serves channels that count with their clients. */
class Counter {
  /** Connections that have ended. */
  ended = 0;
  private readonly channels = new Set<ServerChannel<Up, Down>>();
  private wake = () => {};
  private readonly limits: typeof UNLIMITED & { heartbeatMs?: number };

  constructor(limits: typeof UNLIMITED & { heartbeatMs?: number } = UNLIMITED) {
    this.limits = limits;
  }

  readonly serve = (connection: ChannelConnection): void => {
    const channel = new ServerChannel<Up, Down>(schemas, connection, this.limits, {
      heard: (message) => {
        if (message.type === 'count') channel.send(message);
        else if (message.type === 'tell') connection.send(message.text);
        else if (message.type === 'flood') {
          const error = { code: 'flood', message: 'x'.repeat(message.bytes) };
          for (const one of this.channels) one.send({ type: 'error', error });
        } else if (message.later) return Promise.reject(failure(message.with));
        else throw failure(message.with);
      },
      closed: () => {
        this.channels.delete(channel);
        this.ended++;
        this.wake();
      },
    });
    this.channels.add(channel);
  };

  async untilEnded(count: number): Promise<void> {
    while (this.ended < count) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function failure(kind: 'refusal' | 'fault'): Error {
  return kind === 'refusal' ? new HttpError(409, 'busy', 'Not now.') : new Error('a fault of the server');
}

/** A browser's end, and all that its handlers were told. It may say anything. */
class Client {
  readonly states: ChannelState[] = [];
  readonly heard: Down[] = [];
  readonly unfit: string[] = [];
  readonly channel: Channel<unknown, Down>;
  private wake = () => {};

  constructor(t: TestContext, transport: Transport) {
    const told =
      <T>(list: T[]) =>
      (what: T) => {
        list.push(what);
        this.wake();
      };
    this.channel = new Channel({ up: z.unknown(), down: schemas.down }, transport, {
      changed: told(this.states),
      heard: told(this.heard),
      unfit: told(this.unfit),
    });
    t.after(() => this.channel.close());
  }

  async until(isSo: (client: Client) => boolean): Promise<void> {
    while (!isSo(this)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Waits for the state to be of this kind, as the newest of at least so many. */
  async untilState(kind: ChannelState['kind'], atLeast = 1): Promise<void> {
    await this.until(({ states }) => states.length >= atLeast && states.at(-1)?.kind === kind);
  }

  count(n: number): boolean {
    return this.channel.send({ type: 'count', n });
  }

  get counted(): number[] {
    return this.heard.flatMap((message) => (message.type === 'count' ? [message.n] : []));
  }
}

/** Opens a connection by hand, and says nothing on it. */
function openByHand(t: TestContext, port: number, request: string): Socket {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  socket.write(request);
  return socket;
}

for (const { name, transport, request } of transports) {
  describe(`a channel over ${name}`, { concurrency: true, timeout: 30_000 }, () => {
    test('carries messages in order, both ways', async (t) => {
      const { origin } = await listen(t, new Counter().serve);
      const client = new Client(t, transport(origin));
      assert.equal(client.channel.state.kind, 'connecting');
      assert.equal(client.count(-1), false);
      await client.untilState('open');
      const numbers = Array.from({ length: 300 }, (_, n) => n);
      for (const n of numbers) assert.equal(client.count(n), true);
      await client.until(({ heard }) => heard.length === numbers.length);
      assert.deepEqual(client.counted, numbers);
    });

    test('is found again when the server is back', async (t) => {
      const { origin, port, stop } = await listen(t, new Counter().serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      await stop();
      await client.untilState('lost');
      assert.equal(client.count(1), false);
      // It has tried in vain at least once.
      await client.untilState('lost', 3);
      await listen(t, new Counter().serve, { port });
      await client.untilState('open', 3);
      assert.equal(client.count(2), true);
      await client.until(({ heard }) => heard.length > 0);
      assert.deepEqual(client.counted, [2]);
    });

    test('refuses at either end what its schema does not know, and goes on', async (t) => {
      const { origin } = await listen(t, new Counter().serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      client.channel.send({ type: 'nonsense' });
      client.channel.send({ type: 'count', n: 'one' });
      client.channel.send(null);
      await client.until(({ heard }) => heard.length === 3);
      for (const message of client.heard) {
        assert.equal(message.type, 'error');
        assert.equal(message.error.code, 'bad_command');
      }
      for (const text of ['{', '{"type":"nonsense"}', '{"type":"count","n":"one"}', 'null'])
        client.channel.send({ type: 'tell', text });
      await client.until(({ unfit }) => unfit.length === 4);
      client.count(7);
      await client.until(({ heard }) => heard.length === 4);
      assert.deepEqual(client.counted, [7]);
      assert.deepEqual(client.states, [{ kind: 'open' }]);
    });

    test('tells the client of what its handler cannot do, and goes on', async (t) => {
      const logged = t.mock.method(console, 'error', () => {});
      const { origin } = await listen(t, new Counter().serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      for (const later of [false, true]) {
        for (const kind of ['refusal', 'fault']) client.channel.send({ type: 'fail', with: kind, later });
      }
      client.count(8);
      await client.until(({ heard }) => heard.length === 5);
      const codes = client.heard
        .map((message) => (message.type === 'error' ? message.error.code : ''))
        .sort();
      assert.deepEqual(codes, ['', 'busy', 'busy', 'internal', 'internal']);
      assert.equal(logged.mock.callCount(), 2);
    });

    test('sends a client away that says too much, and lets it come back', async (t) => {
      const server = new Counter({ perSecond: 1e-6, atOnce: 5 });
      const { origin } = await listen(t, server.serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      for (let n = 0; n < 8; n++) client.count(n);
      await client.untilState('lost');
      await server.untilEnded(1);
      assert.deepEqual(client.counted, [0, 1, 2, 3, 4]);
      const [, lost] = client.states;
      assert.deepEqual(lost, { kind: 'lost', reason: 'too many commands' });
      await client.untilState('open', 3);
    });

    test('drops a client that does not read, and no other', async (t) => {
      const server = new Counter();
      const { origin, port } = await listen(t, server.serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      openByHand(t, port, request).pause();
      const bytes = 60_000;
      let rounds = 0;
      // The next comes when the last was read, so that this client is never behind.
      for (; server.ended === 0; rounds++) {
        // Where nothing is dropped, memory would be all that ends this.
        assert.ok(rounds < 1000);
        client.channel.send({ type: 'flood', bytes });
        await client.until(({ heard }) => heard.length === rounds + 1);
      }
      assert.ok(rounds * bytes > 1024 * 1024);
      assert.equal(server.ended, 1);
      assert.deepEqual(client.states, [{ kind: 'open' }]);
    });

    test('drops a client that does not answer a ping, and no other', async (t) => {
      const server = new Counter({ ...UNLIMITED, heartbeatMs: 400 });
      const { origin, port } = await listen(t, server.serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      openByHand(t, port, request).resume();
      await server.untilEnded(1);
      client.count(9);
      await client.until(({ heard }) => heard.length === 1);
      assert.deepEqual(client.states, [{ kind: 'open' }]);
      assert.equal(server.ended, 1);
    });

    test('does not try again where it is refused for good', async (t) => {
      let refusals = 0;
      const strict = await listen(t, new Counter().serve, {
        check: () => {
          refusals++;
          throw new HttpError(403, 'not_allowed', 'Not you.');
        },
      });
      const client = new Client(t, transport(strict.origin));
      await client.untilState('refused');
      assert.equal(client.states.length, 1);
      const [state] = client.states;
      assert.match(state?.kind === 'refused' ? state.reason : '', /Not you\./);
      const before = refusals;
      // Another channel, to which nobody explains anything, has tried three times meanwhile.
      const other = new Client(t, webSocketTransport(strict.origin));
      await other.untilState('lost', 3);
      assert.equal(refusals, before + 3);
    });

    test('ends at once when it is closed, and tells nothing any more', async (t) => {
      const server = new Counter();
      const { origin } = await listen(t, server.serve);
      const client = new Client(t, transport(origin));
      await client.untilState('open');
      client.count(1);
      client.channel.close();
      assert.equal(client.count(2), false);
      await server.untilEnded(1);
      assert.deepEqual([client.heard, client.states], [[], [{ kind: 'open' }]]);
    });
  });
}

/** Three channels for longer than a silence may be: one to a server that is well, and two to such as say nothing. */
async function keepSilent(t: TestContext, transport: (origin: string) => Transport): Promise<void> {
  const asked: string[] = [];
  const mute = await listen(t, (connection) =>
    connection.listen({ received: (text) => asked.push(text), alive: () => {}, closed: () => {} }),
  );
  const well = await listen(t, new Counter().serve);
  // Takes connections, and nothing else.
  const deaf = createTcpServer((socket) => t.after(() => socket.destroy())).listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  t.after(() => deaf.close());
  const { port } = deaf.address() as AddressInfo;

  const idle = new Client(t, transport(well.origin));
  await idle.untilState('open');
  const unanswered = new Client(t, transport(mute.origin));
  const unopened = new Client(t, transport(`http://127.0.0.1:${port}`));
  await unanswered.untilState('lost', 2);
  await unopened.untilState('lost');
  const lost = { kind: 'lost', reason: 'nothing was heard for 10 s' };
  assert.deepEqual(unanswered.states, [{ kind: 'open' }, lost]);
  assert.deepEqual(unopened.states, [lost]);
  assert.ok(asked.length > 0);
  assert.deepEqual(new Set(asked), new Set([PING]));
  // It was silent for longer, but it was answered.
  assert.deepEqual(idle.states, [{ kind: 'open' }]);
  assert.deepEqual(idle.unfit, []);
}

test('a channel that hears nothing asks, and gives up a server that does not answer', {
  timeout: 30_000,
}, async (t) => {
  await Promise.all(transports.map(({ transport }) => keepSilent(t, transport)));
});
