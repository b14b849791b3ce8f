import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { idealLink } from '@/lib/link/settings';
import { techniques } from '@/lib/techniques';
import { needs } from '@/server/testing/programs';
import { reached, startTestServer } from '@/server/testing/server';
import { listenSecurely } from '@/server/testing/tls';
import { Capture } from './capture';

const run = promisify(execFile);

/** Reads packets, with the keys of their connections. @returns the values of the fields, of all that a packet holds */
async function fieldsOf(file: string, keys: string, filter: string, fields: readonly string[]) {
  // While packets are still written, the last of them may be cut off: that is no failure.
  const { stdout } = await run(
    'tshark',
    [
      ...['-n', '-r', file, '-o', `tls.keylog_file:${keys}`, '-Y', filter, '-T', 'fields'],
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t').map((cell) => (cell === '' ? [] : cell.split(',').map(Number))));
}

test(
  'lanes, what they share and TLS are the packets to the byte, and each stream is its frames',
  needs('tshark'),
  async (t) => {
    const server = await startTestServer({ heartbeatMs: 200 });
    const secure = await listenSecurely(server);
    const folder = mkdtempSync(join(tmpdir(), 'capture-'));
    const [file, keys] = [join(folder, 'packets.pcapng'), join(folder, 'keys')];
    const capture = new Capture(secure.port, file);
    t.after(async () => {
      capture.abandon();
      secure.listener.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    await capture.started();
    writeFileSync(keys, '');
    const known: Buffer[] = [];
    const to = { port: secure.port, host: '127.0.0.1', rejectUnauthorized: false };
    const learn = (socket: TLSSocket) => socket.on('keylog', (line) => known.push(line));

    const market = server.markets.create({ seed: 3, rate: 100, burst: 1, symbols: 3, padding: 0 });
    market.link.change({ ...idealLink, rtt: 10 });
    await reached(market.feed, 10);
    const socket = connectTls({ ...to, ALPNProtocols: ['h2'] });
    learn(socket);
    const session = connectHttp2(`https://localhost:${secure.port}`, { createConnection: () => socket });
    const streamsOf = new Map<number, string>();
    const overHttp = techniques.filter(({ traits }) => traits.framing === 'http');
    const ask = async ({ id, path, traits }: (typeof techniques)[number]) => {
      for (let round = 0; round < (traits.asks === 'once' ? 1 : 10); round++) {
        const request = session.request({ ':path': `/api/markets/${market.id}/${path}?since=0` });
        streamsOf.set(request.id ?? 0, id);
        let text = '';
        request.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        if (traits.asks !== 'once') await once(request, 'end');
        else {
          while (!/"seq":50,/.test(text)) await once(request, 'data');
          request.close(8);
          await once(request, 'close');
        }
      }
    };
    await once(session, 'connect');
    await Promise.all(overHttp.map(ask));
    const closed = once(socket, 'close');
    session.close();
    await closed;

    // A WebSocket has a connection of its own, over HTTP/1.1.
    const client = new WebSocket(`wss://localhost:${secure.port}/api/markets/${market.id}/ws?since=0`, {
      createConnection: () => {
        const below = connectTls({ ...to, ALPNProtocols: ['http/1.1'] });
        learn(below);
        return below;
      },
    });
    for (let ticks = 0; ticks < 50; ticks++) await once(client, 'message');
    client.close();
    await once(client, 'close');
    // What has crossed comes to the file a moment later; the end of a connection is the last of it, from both sides.
    const ends = () =>
      fieldsOf(file, keys, 'tcp.flags.fin == 1 || tcp.flags.reset == 1', ['tcp.stream', 'tcp.srcport']);
    const areOver = async () => new Set((await ends()).map((packet) => packet.join())).size >= 4;
    while (!(await areOver())) await new Promise((resolve) => setTimeout(resolve, 100));
    await capture.end();
    writeFileSync(keys, Buffer.concat(known));

    const isUp = (port: number | undefined) => port === secure.port;
    const packets = await fieldsOf(file, keys, 'tcp.len > 0 && !tcp.analysis.retransmission', [
      'tcp.dstport',
      'tcp.len',
    ]);
    const crossed = { up: 0, down: 0 };
    for (const [[port] = [], [bytes = 0] = []] of packets) crossed[isUp(port) ? 'up' : 'down'] += bytes;
    const { frames, tls } = market.shared.read();
    const accounts = techniques.map(({ id }) => market.account(id).read());
    const sum = (way: 'up' | 'down') => accounts.reduce((bytes, one) => bytes + one[way], 0);
    assert.deepEqual(
      { up: sum('up') + frames.up + tls.up, down: sum('down') + frames.down + tls.down },
      crossed,
    );

    const seen = new Map<string, { up: number; down: number }>();
    // What is said before the first frame belongs to the connection, as its own frames do.
    seen.set('connection', { up: 24, down: 0 });
    for (const [[port] = [], streams = [], lengths = []] of await fieldsOf(file, keys, 'http2.streamid', [
      'tcp.dstport',
      'http2.streamid',
      'http2.length',
    ])) {
      assert.equal(streams.length, lengths.length);
      for (const [index, stream] of streams.entries()) {
        const whose = streamsOf.get(stream) ?? 'connection';
        const bytes = seen.get(whose) ?? { up: 0, down: 0 };
        bytes[isUp(port) ? 'up' : 'down'] += 9 + (lengths[index] ?? 0);
        seen.set(whose, bytes);
      }
    }
    const bytesOf = ({ up, down }: { up: number; down: number }) => ({ up, down });
    for (const { id } of overHttp) assert.deepEqual(seen.get(id), bytesOf(market.account(id).read()), id);
    assert.deepEqual(seen.get('connection'), frames);
  },
);
