import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type TechniqueId, techniques } from '@/lib/techniques';
import { dialects } from '@/lib/techniques/dialects';
import { marksOf } from '@/lib/techniques/marks';
import type { Side } from '@/lib/techniques/technique';
import { commandOf } from './command';
import { pathOf, sides } from './halves';

const linesOf = (id: TechniqueId, side: Side) => readFileSync(pathOf(id, side), 'utf8').split('\n');
const marksIn = (id: TechniqueId, side: Side) =>
  linesOf(id, side).map((line) => marksOf(line, dialects[id].marks[side]));
const all = techniques.flatMap(({ id }) => sides.flatMap((side) => dialects[id].marks[side]));

describe('the lines that cause traffic', () => {
  for (const { id, traits } of techniques) {
    const streams = traits.asks === 'once';
    test(`${id}: a request by the client half, and what answers it by the server half`, () => {
      assert.ok(marksIn(id, 'client').flat().includes('request'));
      const caused = marksIn(id, 'server').flat();
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
      const lines = sides.flatMap((side) => marksIn(id, side));
      const marked = lines.filter((marks) => marks.length > 0);
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
      assert.deepEqual(marksOf(line, all), [], line);
    }
  });

  test('a ping is a heartbeat and no message', () => {
    const { client } = dialects.websocket.marks;
    assert.deepEqual(marksOf("socket.send('ping')", client), ['heartbeat']);
    assert.deepEqual(marksOf('socket.send(trade)', client), ['message']);
  });
});

test('a command has the address of the server, and is safe to paste into a shell', () => {
  for (const technique of techniques) {
    const command = commandOf(technique, 'https://example.org:8443');
    assert.match(
      command,
      /^(curl|curl -N|npx wscat( -[wx] \d+)* -c) '?(https|wss):\/\/example\.org:8443\/api\/markets\/demo\//,
    );
    if (/[?*&]/.test(command)) assert.match(command, /'[^']*[?*&][^']*'$/);
  }
});
