import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/**
 * What the self-check says in a process of its own, and what a trial of the whole server over one stream counts there.
 *
 * @param broken is done to each socket that the process accepts, before this server sees it
 */
function checkWith(broken: string): string[] {
  const script = `
    const { Server } = require('node:net');
    const { emit } = Server.prototype;
    Server.prototype.emit = function (event, socket, ...rest) {
      if (event === 'connection') { ${broken} }
      return emit.call(this, event, socket, ...rest);
    };
    (async () => {
      const { checkSockets } = require('./server/socket/self-check.ts');
      const { RawClient, startTestServer } = require('./server/testing/server.ts');
      const said = await checkSockets();
      const server = await startTestServer();
      const market = server.markets.create({ seed: 1, rate: 100, burst: 1, symbols: 1, padding: 0 });
      const client = new RawClient(server.port);
      client.get('/api/markets/' + market.id + '/sse?since=0');
      await client.until(/"seq":5,/);
      market.ticker.pause();
      const { down } = market.account('sse').read();
      await client.atLeast(down);
      console.log(JSON.stringify({ said, down, sent: client.down }));
      process.exit();
    })();
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  const { said, down, sent } = JSON.parse(stdout);
  assert.equal(sent, down);
  return said;
}

test('all of it works in this version of Node', () => {
  assert.deepEqual(checkWith(''), []);
});

const hide = (name: string) => `Object.defineProperty(socket._handle, '${name}', { value: undefined });`;

for (const [what, broken, words] of [
  ['the number of a socket', hide('fd'), /^Direct writes do not work/],
  ['what the system has not taken', hide('writeQueueSize'), /^What a broken connection had not sent/],
  [
    'a way to lead a socket through a link',
    `Object.defineProperty(socket, '_write', { value: socket._write, writable: false });`,
    /^Sockets cannot be led through/,
  ],
] as const) {
  test(`without ${what} the documented way is taken, which is said, and the bytes are right`, () => {
    const [said, ...more] = checkWith(broken);
    assert.match(said ?? '', words);
    assert.deepEqual(more, []);
  });
}
