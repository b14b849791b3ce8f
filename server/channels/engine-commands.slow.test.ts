import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { epochNow } from '@/lib/measure/clock';
import type { Scenario } from '@/lib/scenario/scenario';
import { defaultView } from '@/lib/scenario/view';
import { techniqueIds } from '@/lib/techniques';
import type { Market } from '../market/markets';
import { startTestServer, type TestServer } from '../testing/server';
import { EnginePage } from './engine.fixture';

/** Keeps a test that waits for what never comes from holding up all others. */
const guard = { timeout: 30_000 };

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const streams: Partial<Scenario> = { rate: 50, techniques: ['sse', 'websocket'] };

function open(t: TestContext, part: Partial<Scenario> = streams, wire = false, origin = server.origin) {
  const page = new EnginePage(origin, part, wire);
  t.after(() => page.engine.stop());
  return page;
}

/** Once every lane has received something. */
async function running(t: TestContext, part: Partial<Scenario> = streams, wire = false) {
  const page = open(t, part, wire);
  await page.until(() => page.ticks >= 5 && page.prices !== null);
  return page;
}

const marketOf = (page: EnginePage): Market => server.markets.get(page.snapshot?.market ?? '');

describe('the engine of a page', { concurrency: true }, () => {
  test('begins a run of the lanes that are on, and reports figures, prices and charts', guard, async (t) => {
    const began = epochNow();
    const page = await running(t);
    // A lane that has received its ticks may be told with the next report of prices only.
    await page.until(() => Object.keys(page.prices?.lanes ?? {}).length === 2);
    const { snapshot } = page;
    // A market on the same machine may be there before anything is told.
    assert.deepEqual(
      page.statuses.filter((status) => status !== 'connecting'),
      ['running'],
    );
    for (const id of techniqueIds) {
      const isOn = page.scenario.techniques.includes(id);
      assert.deepEqual([page.lane(id).on, page.lane(id).state.kind], [isOn, isOn ? 'open' : 'off'], id);
    }
    assert.ok(snapshot?.clock && Math.abs(snapshot.clock.offset) < 1000);
    assert.ok((snapshot.startedAt ?? 0) >= began - 100 && (snapshot.startedAt ?? 0) <= epochNow());
    assert.ok(snapshot.elapsed > 0 && snapshot.elapsed * 1000 <= epochNow() - began);
    assert.deepEqual(Object.keys(page.prices?.lanes ?? {}).sort(), ['sse', 'websocket']);
    assert.equal(page.prices?.known, true);
    await page.until(
      () => page.charts?.rows.some(({ lanes }) => lanes.sse?.bytes && lanes.sse.gap === null) ?? false,
    );
    assert.equal(page.charts?.market, snapshot.market);
    await page.until(() => page.lane('sse').comparison.differences.ticks > 20);
    assert.ok(page.lane('sse').comparison.differences.from.websocket);
  });

  test('pauses with the last tick in every lane, and goes on after it', guard, async (t) => {
    const page = await running(t, { rate: 50, techniques: ['sse', 'short-polling'], interval: 0.3 });
    const market = marketOf(page);
    page.engine.pause();
    assert.equal(page.status, 'draining');
    await page.until(() => page.status === 'paused');
    assert.equal(market.ticker.state.schedule, null);
    assert.deepEqual(
      page.lanes.map(({ state }) => state.kind),
      ['done', 'done'],
    );
    const { elapsed = 0, seq } = page.snapshot ?? {};
    await page.until(() => page.prices?.behind.sse === 0 && page.prices.behind['short-polling'] === 0);
    const { reports } = page;
    const at = page.prices?.at;
    await page.until(() => page.reports > reports + 4);
    assert.deepEqual([page.snapshot?.elapsed, page.snapshot?.seq, page.prices?.at], [elapsed, seq, at]);
    // What is wanted of a run that stands still holds when it goes on.
    page.engine.change({ ...page.scenario, techniques: ['sse'] });
    assert.equal(page.lane('sse').state.kind, 'done');
    page.engine.resume();
    await page.until(() => page.status === 'running' && page.lane('sse').state.kind === 'open');
    await page.until(() => (page.snapshot?.seq ?? 0) > (seq ?? 0) + 5);
    assert.deepEqual([page.lane('sse').state.kind, page.lane('short-polling').state.kind], ['open', 'off']);
    const { lost, missed, doubled } = page.lane('sse').figures.order;
    assert.deepEqual([lost, missed, doubled], [0, 0, 0]);
    assert.ok(!page.statuses.includes('finished'));
  });

  test(
    'finishes when its length is over, and then begins another run of the same prices',
    guard,
    async (t) => {
      const page = open(t, { ...streams, length: 0.6 });
      await page.until(() => page.status === 'finished');
      const { elapsed = 0, market, seq = 0 } = page.snapshot ?? {};
      assert.ok(elapsed >= 0.6 && elapsed < 5, `${elapsed}`);
      assert.ok(seq >= 10);
      assert.equal(marketOf(page).ticker.state.schedule, null);
      page.engine.resume();
      assert.deepEqual([page.snapshot?.market, page.snapshot?.lanes, page.charts?.rows], [null, [], []]);
      await page.until(() => page.ticks >= 5);
      assert.notEqual(page.snapshot?.market, market);
      assert.ok(page.statuses.lastIndexOf('connecting') > page.statuses.indexOf('finished'));
    },
  );

  test(
    'a run without a length does not end, and to go on with one that runs changes nothing',
    guard,
    async (t) => {
      const page = await running(t);
      const { market } = page.snapshot ?? {};
      page.engine.resume();
      const { ticks } = page;
      await page.until(() => page.ticks > ticks + 10);
      assert.equal(page.snapshot?.market, market);
      // A market on the same machine may be there before anything is told.
      assert.deepEqual(
        page.statuses.filter((status) => status !== 'connecting'),
        ['running'],
      );
    },
  );

  test(
    'other prices are another run, and what is shown of the one before is gone at once',
    guard,
    async (t) => {
      const page = await running(t);
      await page.until(() => (page.charts?.rows.length ?? 0) > 0);
      const before = marketOf(page);
      page.engine.setVisible(false);
      page.engine.setVisible(true);
      page.engine.change({ ...page.scenario, seed: 2 });
      assert.deepEqual([page.snapshot?.market, page.snapshot?.lanes, page.charts?.rows], [null, [], []]);
      assert.equal(page.snapshot?.elapsed, 0);
      await page.until(() => page.ticks >= 5);
      assert.notEqual(marketOf(page), before);
      assert.deepEqual([page.snapshot?.interruptions, page.snapshot?.past], [[], []]);
      assert.equal(page.lane('sse').figures.order.lost, 0);
    },
  );

  test('a setting of the market begins a segment, and leaves connections alone', guard, async (t) => {
    const page = open(t, { ...streams, techniques: ['sse', 'websocket', 'short-polling'], interval: 60 });
    await page.until(() => (page.snapshot?.seq ?? 0) > 5);
    const market = marketOf(page);
    const { bytes } = page.lane('sse').figures;
    page.engine.change({ ...page.scenario, rate: 100, rtt: 20 });
    assert.equal(page.snapshot?.segment?.settling, true);
    assert.equal(page.charts?.edges.length, 1);
    const [past] = page.snapshot?.past ?? [];
    assert.equal(past?.settings.rate, 50);
    assert.ok((past?.lanes.find(({ id }) => id === 'sse')?.figures.bytes ?? 0) >= bytes);
    await page.until(() => page.snapshot?.segment?.settling === false);
    await page.until(() => page.lane('sse').figures.latency.count > 10);
    assert.equal(market.ticker.state.schedule?.rate, 100);
    assert.equal(market.link.settings.rtt, 20);
    assert.ok((page.lane('sse').figures.latency.p50 ?? 0) >= 9);
    assert.equal(marketOf(page), market);
    assert.ok((page.snapshot?.segment?.from ?? 0) >= (past?.to ?? 0) + 0.4);
    for (const id of ['sse', 'websocket'] as const)
      assert.equal(market.account(id).read().connections, 1, id);
    // A setting of one technique connects that one anew.
    const polls = market.account('short-polling').read().requests;
    page.engine.change({ ...page.scenario, rate: 100, rtt: 20, interval: 0.1 });
    await page.until(() => market.account('short-polling').read().requests > polls + 2);
    for (const id of ['sse', 'websocket'] as const)
      assert.equal(market.account(id).read().connections, 1, id);
    assert.equal(page.lane('sse').figures.reconnects, 0);
  });

  test(
    'a lane is turned off and on during a run, and lacks nothing of what came meanwhile',
    guard,
    async (t) => {
      const page = await running(t);
      page.engine.change({ ...page.scenario, techniques: ['sse'] });
      assert.deepEqual([page.lane('websocket').on, page.lane('websocket').state.kind], [false, 'off']);
      const { received } = page.lane('websocket').figures.order;
      const { seq = 0 } = page.snapshot ?? {};
      await page.until(() => (page.snapshot?.seq ?? 0) > seq + 20);
      assert.equal(page.lane('websocket').figures.order.received, received);
      page.engine.change({ ...page.scenario, techniques: ['sse', 'websocket'] });
      await page.until(() => page.snapshot?.segment?.settling === false);
      await page.until(() => page.lane('websocket').figures.order.received > 10);
      const { lost, missed } = page.lane('websocket').figures.order;
      assert.deepEqual([lost, missed, page.lane('websocket').state.kind], [0, 0, 'open']);
      assert.equal(page.lane('websocket').figures.reconnects, 0);
    },
  );

  test('a fault is marked where it was, and each lane reconnects and has recovered', guard, async (t) => {
    const page = await running(t);
    const before = page.snapshot?.elapsed ?? 0;
    page.engine.strike({ kind: 'rst', seconds: 1 });
    await page.until(() => page.snapshot?.faults.length === 1);
    const [mark] = page.snapshot?.faults ?? [];
    assert.equal(mark?.kind, 'rst');
    assert.ok((mark?.from ?? 0) >= before - 0.1 && (mark?.from ?? 0) <= (page.snapshot?.elapsed ?? 0));
    assert.deepEqual(page.charts?.faults, page.snapshot?.faults);
    await page.until(() =>
      page.lanes.every(({ figures, state }) => figures.reconnects >= 1 && state.kind === 'open'),
    );
    await page.until(() => page.lanes.every(({ figures }) => figures.recovery !== null));
    for (const { figures } of page.lanes)
      assert.deepEqual([figures.order.lost, figures.order.doubled], [0, 0]);
  });

  test('while a connection is lost it is told why, and for how long it waits', guard, async (t) => {
    const page = await running(t, { rate: 50, techniques: ['sse'] });
    page.engine.strike({ kind: 'unavailable', seconds: 60 });
    page.engine.strike({ kind: 'rst', seconds: 1 });
    const waits: number[] = [];
    await page.until(() => {
      const { state } = page.lane('sse');
      if (state.kind === 'waiting' && state.retryIn !== null) waits.push(state.retryIn);
      return waits.length > 0;
    });
    assert.ok(
      waits.every((ms) => ms >= 0 && ms < 5000),
      `${waits}`,
    );
  });

  test('planned faults are made when their time has come, and once', guard, async (t) => {
    const page = await running(t, { ...streams, script: ['0.5:rst', '0.9:fin', '30:rst'] });
    await page.until(() => (page.snapshot?.elapsed ?? 0) > 1.3 && (page.snapshot?.faults.length ?? 0) > 1);
    assert.deepEqual(
      page.snapshot?.faults.map(({ kind }) => kind),
      ['rst', 'fin'],
    );
    const [rst, fin] = page.snapshot?.faults ?? [];
    assert.ok((rst?.from ?? 0) >= 0.45 && (fin?.from ?? 0) >= 0.85, `${rst?.from}, ${fin?.from}`);
  });

  test('a run makes the faults that are planned for before its end, and no others', guard, async (t) => {
    const page = open(t, { ...streams, script: ['2:rst', '4:fin'], length: 2.9 });
    await page.until(() => page.status === 'finished');
    assert.deepEqual(
      page.snapshot?.faults.map(({ kind }) => kind),
      ['rst'],
    );
  });

  test('a fault that is planned for when the server is away is made when it is back', guard, async (t) => {
    const first = await startTestServer();
    const page = open(t, { ...streams, script: ['4:rst'] }, false, first.origin);
    await page.until(() => page.ticks >= 5);
    await first.stop();
    await page.until(() => page.status === 'offline' && (page.snapshot?.elapsed ?? 0) > 4.5);
    const second = await startTestServer({}, first.port);
    t.after(() => second.stop());
    await page.until(() => page.snapshot?.faults.some(({ kind }) => kind === 'rst') ?? false);
  });

  test('a run that is over keeps its figures when the server drops its market', guard, async (t) => {
    const page = open(t, { ...streams, length: 0.6 });
    await page.until(() => page.status === 'finished');
    const { market } = page.snapshot ?? {};
    server.markets.drop(market ?? '');
    const { reports } = page;
    await page.until(() => page.reports > reports + 8);
    assert.deepEqual([page.snapshot?.market, page.status, page.snapshot?.notices], [market, 'finished', []]);
  });

  test(
    'a button trades in its lane at the price that was seen, and what became of it is told',
    guard,
    async (t) => {
      const page = await running(t);
      const kinds: string[] = [];
      const seen = page.prices?.lanes.sse?.price ?? 0;
      page.engine.trade('sse', 'buy', 'KITE', seen + 1);
      const { snapshot } = page;
      await page.until(() => {
        kinds.push(page.lane('sse').trade?.kind ?? 'none');
        return page.lane('sse').trade?.kind === 'filled';
      });
      assert.equal(kinds[0], 'sent');
      assert.notEqual(page.snapshot, snapshot);
      const trade = page.lane('sse').trade;
      assert.ok(
        trade?.kind === 'filled' && trade.side === 'buy' && trade.roundTrip > 0 && trade.roundTrip < 5000,
      );
      await page.until(() => page.lane('sse').figures.trader.trades === 1);
      assert.deepEqual([page.lane('sse').figures.trader.quotes, page.lane('websocket').trade], [0, null]);
      page.engine.trade('sse', 'sell', 'NONE', seen);
      await page.until(() => page.lane('sse').trade?.kind === 'failed');
    },
  );

  test(
    'the automatic trader quotes in every lane that is on, once a second, and costs what it costs',
    guard,
    async (t) => {
      const page = await running(t, { ...streams, trader: true });
      await page.until(() => page.lanes.every(({ figures }) => figures.trader.quotes >= 1));
      const { elapsed = 0 } = page.snapshot ?? {};
      for (const { figures } of page.lanes) {
        assert.ok(figures.trader.quotes <= elapsed, `${figures.trader.quotes} in ${elapsed}`);
        assert.notEqual(figures.trader.cost, null);
      }
      assert.equal(page.lane('long-polling').figures.trader.quotes, 0);
      await page.until(() => page.charts?.rows.some(({ lanes }) => lanes.sse?.cost !== null) ?? false);
      // In a run that stands still, or a page that nobody sees, it quotes nothing.
      page.engine.setVisible(false);
      const { quotes } = page.lane('sse').figures.trader;
      await page.until(() => (page.snapshot?.elapsed ?? 0) > elapsed + 1.2);
      assert.ok(page.lane('sse').figures.trader.quotes <= quotes + 1);
    },
  );

  test('without the automatic trader nothing is quoted', guard, async (t) => {
    const page = await running(t);
    await page.until(() => (page.snapshot?.elapsed ?? 0) > 1.3);
    assert.ok(page.lanes.every(({ figures }) => figures.trader.trades === 0));
    assert.ok(page.charts?.rows.every(({ lanes }) => (lanes.sse?.cost ?? null) === null));
  });

  test(
    'what is received in the background is set aside, and the charts have a gap there',
    guard,
    async (t) => {
      const page = await running(t);
      const { elapsed = 0 } = page.snapshot ?? {};
      page.engine.setVisible(false);
      await page.until(() => page.lanes.every(({ figures }) => figures.setAsideFor.interruption > 10));
      const hidden = page.snapshot?.interruptions ?? [];
      assert.deepEqual(
        hidden.map(({ reason }) => reason),
        ['background'],
      );
      assert.ok(
        (hidden[0]?.from ?? 0) >= elapsed && (hidden[0]?.to ?? 0) <= (page.snapshot?.elapsed ?? 0) + 0.01,
      );
      // One that has not ended lasts until now.
      assert.ok(Math.abs((hidden[0]?.to ?? 0) - (page.snapshot?.elapsed ?? 0)) < 0.1);
      assert.ok((hidden[0]?.from ?? 0) <= (hidden[0]?.to ?? 0));
      await page.until(() => page.charts?.rows.some(({ lanes }) => lanes.sse?.gap === 'all') ?? false);
      const [drawn, ...more] = page.charts?.interruptions ?? [];
      assert.deepEqual([drawn?.from, more], [hidden[0]?.from, []]);
      assert.ok(
        (drawn?.to ?? 0) >= (hidden[0]?.to ?? 0) && (drawn?.to ?? 0) <= (page.snapshot?.elapsed ?? 0) + 1,
      );
      page.engine.setVisible(true);
      const { count } = page.lane('sse').figures.latency;
      await page.until(() => page.lane('sse').figures.latency.count > count + 10);
      assert.equal(page.snapshot?.interruptions.length, 1);
      assert.ok(page.lanes.every(({ figures }) => figures.order.lost === 0));
    },
  );

  test(
    'the wire is captured as long as it is looked at, and its messages have arrived when the page had them',
    guard,
    async (t) => {
      const page = await running(t, streams, true);
      const received = () => page.wires.flatMap(({ messages }) => messages.filter(({ received: it }) => it));
      await page.until(() => received().length > 3);
      const [wire] = page.wires;
      assert.equal(wire?.market, page.snapshot?.market);
      assert.ok(marketOf(page).link.capture.on);
      page.engine.look({ ...defaultView, wire: false });
      const market = marketOf(page);
      await page.until(() => !market.link.capture.on);
      page.engine.look({ ...defaultView, wire: true });
      const { length } = page.wires;
      await page.until(() => page.wires.length > length);
    },
  );

  test('another view of the charts is drawn at once', guard, async (t) => {
    const page = await running(t);
    await page.until(() => (page.charts?.rows.length ?? 0) > 0);
    const drawn = page.charts;
    page.engine.look({ ...defaultView, window: 'run' });
    assert.notEqual(page.charts, drawn);
  });

  test('one that is stopped reports nothing more, and asks for nothing', guard, async (t) => {
    const page = await running(t, { ...streams, techniques: ['sse', 'short-polling'], interval: 0.1 });
    const market = marketOf(page);
    page.engine.stop();
    const { reports } = page;
    const other = await running(t);
    const { requests } = market.account('short-polling').read();
    const { ticks } = other;
    await other.until(() => other.ticks > ticks + 30);
    assert.equal(page.reports, reports);
    assert.ok(market.account('short-polling').read().requests <= requests + 1);
  });

  test('what the server does not do is complained of', guard, async (t) => {
    const page = await running(t);
    for (let i = 0; i < 8; i++) page.engine.strike({ kind: 'restart', seconds: 1 });
    await page.until(() => page.snapshot?.notices.some((notice) => /did not do/.test(notice)) ?? false);
    const { ticks } = page;
    await page.until(() => page.ticks > ticks + 10);
    assert.equal(page.status, 'running');
  });

  test('a server without room is told of', guard, async (t) => {
    const full = await startTestServer({ maxMarkets: 0 });
    t.after(() => full.stop());
    const page = open(t, streams, false, full.origin);
    await page.until(() => page.status === 'refused');
    const { status } = page.snapshot ?? {};
    assert.ok(status?.kind === 'refused' && /0 markets/.test(status.message));
  });

  test('a server that goes and comes again has the same run go on', guard, async (t) => {
    const first = await startTestServer();
    const page = open(t, streams, false, first.origin);
    await page.until(() => page.ticks >= 10 && page.prices?.known === true);
    const { market, seq = 0 } = page.snapshot ?? {};
    const { bytes } = page.lane('sse').figures;
    const gone = epochNow();
    await first.stop();
    await page.until(() => page.status === 'offline' && page.prices?.known === false);
    const { status } = page.snapshot ?? {};
    assert.ok(status?.kind === 'offline' && status.since >= gone - 1000 && status.since <= epochNow());
    await page.until(() => (page.prices?.behind.sse ?? 0) > 10);
    const second = await startTestServer({}, first.port);
    t.after(() => second.stop());
    await page.until(() => page.status === 'running' && (page.snapshot?.seq ?? 0) > seq + 10);
    await page.until(() => page.lanes.every(({ figures }) => figures.recovery !== null));
    const took = (epochNow() - gone) / 1000;
    assert.equal(page.snapshot?.market, market);
    const [mark, ...more] = page.snapshot?.faults ?? [];
    assert.deepEqual([mark?.kind, more], ['server', []]);
    const lasted = (mark?.to ?? 0) - (mark?.from ?? 0);
    assert.ok(lasted > 0.05 && lasted <= took, `${lasted} of ${took}`);
    assert.ok(page.snapshot?.notices.some((notice) => /restarted/.test(notice)));
    await page.until(() => page.lane('sse').figures.bytes > bytes);
    assert.equal(page.lane('sse').figures.order.lost, 0);
  });
});
