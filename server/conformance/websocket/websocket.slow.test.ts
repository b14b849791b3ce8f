import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { PING, PONG } from '@/lib/channel/messages';
import { idealLink } from '@/lib/link/settings';
import { LOAD_PATH } from '@/lib/load/messages';
import { techniques } from '@/lib/techniques';
import { TRADE_BYTES } from '@/lib/trade/trade';
import { startTestServer, type TestServer } from '../../testing/server';
import type { Case, Endpoint } from './case.fixture';
import { closing } from './closing.fixture';
import { fragmentation } from './fragmentation.fixture';
import { framing } from './framing.fixture';
import { handshakeFault } from './handshake.fixture';
import { handshakes } from './handshakes.fixture';
import { limits } from './limits.fixture';
import { complete, outcomeOf, play } from './peer.fixture';
import { pings } from './pings.fixture';
import { reserved } from './reserved.fixture';
import { utf8 } from './utf8.fixture';

// By the groups of the test suite Autobahn. Its cases echo; these ask, and are answered.
const groups = { framing, pings, reserved, fragmentation, utf8, closing, limits };

/** So many cases are played at a time. */
const AT_A_TIME = 100;

/** Opens a market behind a link with such a round trip, ms. */
function openMarket(rtt: number): string {
  const market = server.markets.create({ seed: 1, rate: 50, burst: 1, symbols: 1, padding: 0 });
  market.link.change({ ...idealLink, rtt });
  return market.id;
}

const overLinks = [0, 200].flatMap((rtt) =>
  techniques
    .filter(({ traits }) => traits.framing === 'websocket' && !('isLibrary' in traits))
    .map(({ id, path }) => ({
      name: rtt > 0 ? `${id}, over a round trip of ${rtt} ms` : id,
      open: () => `/api/markets/${openMarket(rtt)}/${path}?since=0`,
      ask: 'ping',
      answer: 'pong',
      maxMessage: TRADE_BYTES,
      atOnce: 200,
      ofNonsense: { close: 1008 },
    })),
);
const channels = [
  { name: 'control', path: '/api/control', maxMessage: 4096, atOnce: 200 },
  { name: 'load', path: LOAD_PATH, maxMessage: 65_536, atOnce: 20 },
].map((channel) => ({
  ...channel,
  open: () => channel.path,
  ask: PING,
  answer: PONG,
  ofNonsense: { errors: 1 },
}));

let server: TestServer;
before(async () => {
  server = await startTestServer({ heartbeatMs: 600_000 });
});
after(() => server.stop());

for (const endpoint of [...overLinks, ...channels]) {
  describe(endpoint.name, () => {
    test(`handshakes: ${handshakes.length} cases`, { timeout: 60_000 }, async () => {
      const path = endpoint.open();
      const faults = await Promise.all(handshakes.map((one) => handshakeFault(one, path, server.port)));
      assert.deepEqual(faults.filter(Boolean), []);
    });

    for (const [name, group] of Object.entries(groups)) {
      const cases = group(endpoint);
      test(`${name}: ${cases.length} cases`, { timeout: 60_000 }, async () => {
        const path = endpoint.open();
        const faults: string[] = [];
        for (let at = 0; at < cases.length; at += AT_A_TIME) {
          const found = await Promise.all(
            cases.slice(at, at + AT_A_TIME).map((one) => faultOf(one, endpoint, path)),
          );
          faults.push(...found.filter((fault) => fault !== null));
        }
        assert.deepEqual(faults, []);
      });
    }
  });
}

/** @returns what the server did wrong in a case, or null */
async function faultOf(one: Case, endpoint: Endpoint, path: string): Promise<string | null> {
  const what = `${one.name} (RFC 6455, ${one.section})`;
  try {
    const done = outcomeOf(await play(one, path, server.port), endpoint, one.outcome);
    const due = complete(one.outcome);
    return isDeepStrictEqual(done, due)
      ? null
      : `${what}: ${JSON.stringify(done)}, not ${JSON.stringify(due)}`;
  } catch (error) {
    return `${what}: ${error instanceof Error ? error.message : error}`;
  }
}
