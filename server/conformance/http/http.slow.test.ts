import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { builtPage } from '../../http/page';
import { readPage } from '../../http/page-files';
import { reached, startTestServer, type TestServer } from '../../testing/server';
import { bodies } from './bodies.fixture';
import type { HttpCase } from './case.fixture';
import { headers } from './headers.fixture';
import { methods } from './methods.fixture';
import { faultOf } from './play.fixture';
import { sequences } from './sequences.fixture';
import { targets } from './targets.fixture';

let folder: string;
let server: TestServer;
let trade: string;
let etag: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  writeFileSync(join(folder, 'index.html'), `<!doctype html>${'<p>page</p>'.repeat(200)}`);
  writeFileSync(join(folder, '404.html'), '<!doctype html><p>There is no such page.</p>');
  server = await startTestServer({ page: builtPage(folder) });
  const { feed, stocks } = server.markets.get('demo');
  await reached(feed, 1);
  trade = JSON.stringify({ symbol: stocks[0]?.symbol, side: 'quote', quantity: 1, seen: 1 });
  etag = readPage(folder).get('/index.html')?.identity.etag ?? '';
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const groups: readonly [name: string, cases: () => readonly HttpCase[]][] = [
  ['targets and hosts', () => targets],
  ['headers and connections', () => headers],
  ['bodies and expectations', () => bodies(trade)],
  ['methods, conditions and ranges', () => methods(etag)],
  ['requests in a row, and upgrades', () => sequences(trade)],
];

for (const [name, casesOf] of groups) {
  test(name, { timeout: 60_000 }, async (t) => {
    const cases = casesOf();
    t.diagnostic(`${cases.length} cases`);
    const faults = await Promise.all(cases.map((one) => faultOf(one, server.port)));
    assert.deepEqual(
      faults.filter((fault) => fault !== null),
      [],
    );
  });
}
