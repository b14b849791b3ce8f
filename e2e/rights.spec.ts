import { once } from 'node:events';
import { WebSocket } from 'ws';
import { allReceived, everyTechnique, expect, figure, status, test } from './test';

test('who has seen the address of a request cannot change, break or end the run of that page', async ({
  server,
  page,
}) => {
  const asked = page.waitForRequest(/\/api\/markets\/[^/]+\/sse/);
  await page.goto(`${server.origin}/?${everyTechnique}&rate=10`);
  const [, market = ''] = /markets\/([^/]+)/.exec((await asked).url()) ?? [];
  await allReceived(page, 5);

  const stranger = new WebSocket(`${server.origin.replace('http', 'ws')}/api/control`);
  await once(stranger, 'open');
  const settings = { seed: 1, rate: 0.1, burst: 1, symbols: 1, padding: 0 };
  const state = { seq: 0, at: 0, schedule: null };
  for (const command of [
    { type: 'reopen', market, secret: market, settings, state },
    { type: 'reopen', market, settings, state },
    { type: 'change', settings },
    { type: 'fault', fault: { kind: 'outage', seconds: 60 } },
    { type: 'pause' },
  ]) {
    stranger.send(JSON.stringify(command));
    const [answer] = await once(stranger, 'message');
    expect(JSON.parse(String(answer)), command.type).toMatchObject({ type: 'error' });
  }
  stranger.send(JSON.stringify({ type: 'open', settings }));
  await once(stranger, 'message');
  stranger.terminate();

  await allReceived(page, (await figure(page, 'sse', 'ticks')) + 20);
  await expect(status(page)).toHaveText('running');
  expect(await figure(page, 'sse', 'reconnects')).toBe(0);
  expect(await figure(page, 'sse', 'lost')).toBe(0);
});
