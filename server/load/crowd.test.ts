import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { defaultLoad, type Load } from '@/lib/load/settings';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { reached, startTestServer } from '../testing/server';
import type { Speak } from './client';
import { serverClock } from './clock';
import { Crowd } from './crowd';
import { techniqueProtocols } from './technique-protocols';
import { loadTargetOf } from './technique-target';

const CLIENTS = 8;
const SOON = 60_000;
const settings = { seed: 1, rate: 100, burst: 1, symbols: 1, padding: 0 };
const load: Omit<Load, 'technique'> = { ...defaultLoad, clients: CLIENTS, interval: 0.1 };

function speak(id: TechniqueId): Speak {
  const found = techniqueProtocols.get(id);
  assert.ok(found);
  return found;
}

for (const { id, name } of techniques) {
  for (const kind of ['fin', 'rst'] as const) {
    test(`${name}: connections that end with ${kind} are counted, and what they miss is not delivered`, async (t) => {
      const server = await startTestServer();
      t.after(() => server.stop());
      const market = server.markets.create(settings);
      const crowd = new Crowd(
        loadTargetOf({ ...load, technique: id }, server.port, market.id),
        speak(id),
        CLIENTS,
        serverClock(),
      );
      await reached(market.feed, 1);
      await crowd.connect(SOON);
      const from = market.feed.last;
      crowd.count({ from, to: from + 1_000_000 });
      crowd.begin();
      await reached(market.feed, from + 20);
      market.link.strike({ kind, seconds: 0 });
      const { failed, delivered } = await crowd.finish(SOON);
      assert.equal(failed, CLIENTS);
      assert.ok(delivered < CLIENTS * 1_000_000);
    });
  }
}

const [technique] = techniques;
const to = (port: number) => loadTargetOf({ ...load, technique: technique.id }, port, 'nowhere');

test('clients that are refused are told so', async (t) => {
  const server = await startTestServer();
  t.after(() => server.stop());
  await assert.rejects(
    new Crowd(to(server.port), speak(technique.id), CLIENTS, 0).connect(SOON),
    /could not connect: .* status 404/,
  );

  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  await assert.rejects(
    new Crowd(to(port), speak(technique.id), CLIENTS, 0).connect(SOON),
    /could not connect: ECONNREFUSED/,
  );
});

test('a server that does not answer is not waited for without end', async (t) => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const crowd = new Crowd(to((mute.address() as AddressInfo).port), speak(technique.id), CLIENTS, 0);
  t.after(() => mute.close());
  await assert.rejects(crowd.connect(50), /0 of 8 clients were connected within 0.05 s/);
  await crowd.finish(0);
});
