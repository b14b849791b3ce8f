import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { techniques } from '@/lib/techniques';
import { commandOf } from './command';
import { pathOf, sides } from './halves';
import { marksOf } from './marks';

const linesOf = (id: (typeof techniques)[number]['id'], side: (typeof sides)[number]) =>
  readFileSync(pathOf(id, side), 'utf8').split('\n');

describe('the lines that cause traffic', () => {
  for (const { id, traits } of techniques) {
    const streams = traits.asks === 'once';
    test(`${id}: a request by the client half, and what answers it by the server half`, () => {
      assert.ok(linesOf(id, 'client').flatMap(marksOf).includes('request'));
      const caused = linesOf(id, 'server').flatMap(marksOf);
      assert.ok(caused.includes('response'));
      assert.equal(caused.includes('message'), streams);
      assert.equal(caused.includes('heartbeat'), streams);
      assert.ok(!caused.includes('request'));
      // A WebSocket is closed by a message of its own, so somebody has to say it.
      if (traits.framing === 'websocket') assert.ok(caused.includes('close'));
    });
  }

  test('most lines cause nothing', () => {
    for (const { id } of techniques) {
      const lines = sides.flatMap((side) => linesOf(id, side));
      const marked = lines.filter((line) => marksOf(line).length > 0);
      assert.ok(marked.length < lines.length / 3, id);
    }
  });

  test('what only speaks of a call is not marked', () => {
    for (const line of [
      "import { fetchText } from './fetch-text';",
      '// fetch(address) would do too',
      ' * response.write(chunk)',
      "client.on('close', () => {",
      'socket.onclose = ({ code, reason }) => {',
      'const heart = heartbeat(() => reject(new Error()));',
    ]) {
      assert.deepEqual(marksOf(line), [], line);
    }
  });

  test('a ping is a heartbeat and no message', () => {
    assert.deepEqual(marksOf("socket.send('ping')"), ['heartbeat']);
    assert.deepEqual(marksOf('socket.send(trade)'), ['message']);
  });
});

test('a command has the address of the server, and is safe to paste into a shell', () => {
  for (const technique of techniques) {
    const command = commandOf(technique, 'https://example.org:8443');
    assert.match(
      command,
      /^(curl|curl -N|npx wscat -c) '?(https|wss):\/\/example\.org:8443\/api\/markets\/demo\//,
    );
    if (/[?*&]/.test(command)) assert.match(command, /'[^']*[?*&][^']*'$/);
  }
});
