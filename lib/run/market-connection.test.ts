import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { initialConnection, step } from './market-connection';
import { World, wanted } from './market-connection.fixture';

const faster = { ...wanted, settings: { ...wanted.settings, rate: 50 } };
const slower = { ...wanted, settings: { ...wanted.settings, rate: 5 } };
const strike = { type: 'strike', fault: { kind: 'restart', seconds: 1 } } as const;

function standing(): World {
  const world = new World();
  world.connect();
  world.settle();
  return world;
}

const settings = fc.record({ rate: fc.constantFrom(5, 50), capture: fc.boolean(), running: fc.boolean() });
const happening = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('obey' as const, 'hear' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...(['connect', 'connect', 'connect', 'lose', 'die', 'drop', 'full', 'roomy'] as const),
      ...(['reset', 'strike', 'retry', 'figures', 'figures'] as const),
    ),
  },
  settings,
);

test('in whatever order things happen, in the end the server does what is wanted, in the market of the run', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      const world = new World();
      const { page, server } = world;
      for (const what of happenings) {
        if (typeof what === 'object') {
          const { rate, capture, running } = what;
          const { connection } = page;
          world.take({
            type: 'want',
            wanted: {
              ...connection.wanted,
              settings: { ...wanted.settings, rate },
              capture,
              running: page.market === null || running,
            },
          });
        } else if (what === 'obey') world.obey();
        else if (what === 'hear') world.hear();
        else if (what === 'connect') world.connect();
        else if (what === 'lose') world.lose();
        else if (what === 'die') {
          server.die();
          world.lose();
        } else if (what === 'drop') world.drop();
        else if (what === 'full' || what === 'roomy') server.full = what === 'full';
        else if (what === 'reset') {
          world.take({ type: 'reset', wanted: { ...page.connection.wanted, running: true } });
        } else if (what === 'strike') world.take(strike);
        else if (what === 'retry') world.take({ type: 'retry' });
        else world.tellFigures();
      }
      server.full = false;
      world.connect();
      world.settle();
      world.take({ type: 'retry' });
      world.settle();
      assert.equal(page.phase.kind, 'standing');
      assert.deepEqual(page.confirmed, page.connection.wanted);
      assert.equal(server.session.market, page.market);
      assert.equal(server.session.capture, page.connection.wanted.capture);
      assert.deepEqual(server.market?.settings, page.connection.wanted.settings);
      // What the market does, and not only what it says.
      assert.equal(
        server.market?.state.schedule?.rate ?? null,
        page.connection.wanted.running ? page.connection.wanted.settings.rate : null,
      );
    }),
    { numRuns: 2000 },
  );
});

test('a fault that the server does not make is complained of, and the market goes on', () => {
  const { page } = standing();
  const [command] = page.take(strike);
  page.take({
    type: 'report',
    report: { type: 'error', to: command?.id, error: { code: 'too_often', message: 'Once a second.' } },
  });
  assert.equal(page.phase.kind, 'standing');
  assert.deepEqual(page.complaints, ['Once a second.']);
});

test('a setting that is changed while the server is away is asked for when it is back, on the market of before', () => {
  const world = standing();
  const { page, server } = world;
  world.take({ type: 'want', wanted: faster });
  world.settle();
  server.die();
  world.lose();
  world.take({ type: 'want', wanted: slower });
  world.connect();
  const reopened = page.sent.at(-1);
  assert.ok(reopened?.type === 'reopen');
  // The past was made at the rate of then.
  assert.deepEqual([reopened.settings.rate, reopened.state.schedule?.rate], [50, 50]);
  world.settle();
  assert.deepEqual([page.confirmed?.settings.rate, server.market?.state.schedule?.rate], [5, 5]);
  assert.deepEqual(
    page.done.filter((type) => type === 'begin'),
    ['begin'],
  );
});

test('a change whose answer was lost with the server is known by the schedule that was in force', () => {
  const world = standing();
  world.take({ type: 'want', wanted: faster });
  world.obey();
  world.tellFigures();
  // The answer gets lost, the figures do not.
  const figures = world.server.figures();
  world.take({ type: 'report', report: figures });
  world.server.die();
  world.lose();
  world.take({ type: 'want', wanted });
  world.connect();
  world.settle();
  assert.equal(world.server.market?.state.schedule?.rate, wanted.settings.rate);
});

test('while an answer is outstanding nothing else is asked, and then only what is wanted last', () => {
  const world = standing();
  const before = world.page.sent.length;
  for (let rate = 3; rate <= 40; rate++)
    world.take({ type: 'want', wanted: { ...wanted, settings: { ...wanted.settings, rate } } });
  assert.equal(world.page.sent.length, before + 1);
  world.settle();
  assert.equal(world.page.sent.length, before + 2);
  assert.equal(world.server.market?.settings.rate, 40);
});

test('what the server cannot do is asked for once, and again when something else is wanted', () => {
  const { page } = standing();
  const linked = { ...wanted, link: { ...wanted.link, rtt: 200 } };
  const refuse = (id: number | undefined) =>
    page.take({
      type: 'report',
      report: { type: 'error', to: id, error: { code: 'no_link', message: 'Not here.' } },
    });
  const [first] = page.take({ type: 'want', wanted: linked });
  assert.deepEqual(refuse(first?.id), []);
  assert.deepEqual(page.take({ type: 'want', wanted: linked }), []);
  const again = page.take({ type: 'want', wanted: { ...linked, capture: false } });
  assert.deepEqual(
    again.map(({ type }) => type),
    ['link', 'capture'],
  );
});

test('of two runs that are asked for in a row the second one begins', () => {
  const world = new World();
  world.connect();
  world.obey();
  world.take({ type: 'reset', wanted: slower });
  world.settle();
  assert.equal(world.page.market, 'market-2');
  assert.deepEqual(
    world.page.done.filter((type) => type === 'begin'),
    ['begin'],
  );
});

test('a server without room refuses, and is asked again; what it said of an older command is not about this one', () => {
  const world = new World();
  world.server.full = true;
  world.connect();
  world.settle();
  assert.deepEqual([world.page.phase], [{ kind: 'refused', message: 'too_many_markets' }]);
  assert.equal(world.page.done.at(-1), 'wait');
  const [first] = world.page.sent;
  world.server.full = false;
  world.take({ type: 'retry' });
  world.page.take({
    type: 'report',
    report: { type: 'error', to: first && 'id' in first ? first.id : 0, error: { code: 'x', message: 'x' } },
  });
  assert.deepEqual([world.page.phase.kind], ['asking']);
  world.settle();
  assert.deepEqual([world.page.phase.kind], ['standing']);
  // A late call to ask again changes nothing.
  assert.deepEqual(world.page.take({ type: 'retry' }), []);
});

test('a market that has gone from under the session is brought back', () => {
  const world = standing();
  world.server.die();
  world.take({ type: 'want', wanted: faster });
  world.settle();
  assert.equal(world.server.session.market, world.page.market);
  assert.equal(world.server.market?.state.schedule?.rate, 50);
  assert.equal(world.page.done.filter((type) => type === 'begin').length, 1);
});

test('a market that the server has dropped ends its run, and another one begins', () => {
  const world = standing();
  const { page, server } = world;
  const before = page.market;
  world.take({ type: 'want', wanted: { ...faster, running: false } });
  world.settle();
  world.drop();
  world.settle();
  assert.equal(page.sent.at(-1)?.type, 'open');
  assert.notEqual(page.market, before);
  assert.equal(server.session.market, page.market);
  assert.equal(server.market?.state.schedule?.rate, 50);
  // It was told of the market before, when this one was there already.
  world.take({ type: 'report', report: { type: 'gone', market: before ?? '' } });
  assert.equal(page.phase.kind, 'standing');
  assert.equal(page.done.filter((type) => type === 'begin').length, 2);
});

test('the server is away since it was lost first, and a run that is reset then is asked for when it is back', () => {
  const world = standing();
  world.lose();
  world.page.take({ type: 'offline', at: 500 });
  assert.deepEqual(world.page.phase, { kind: 'away', since: 1 });
  world.take(strike);
  world.take({ type: 'reset', wanted: slower });
  world.connect();
  assert.equal(world.page.sent.at(-1)?.type, 'open');
  world.settle();
  assert.equal(world.page.market, 'market-2');
});

test('a page that has never reached its server is away since its first try failed', () => {
  const world = new World();
  world.page.take({ type: 'offline', at: 300 });
  assert.deepEqual(world.page.phase, { kind: 'away', since: 300 });
  world.page.take({ type: 'offline', at: 500 });
  assert.deepEqual(world.page.phase, { kind: 'away', since: 300 });
});

test('commands are numbered from 1 on, and a market that is refused is asked for again after 5 s', () => {
  const [asking, [send]] = step(initialConnection(wanted), { type: 'online' });
  assert.ok(send?.type === 'send' && 'id' in send.command && send.command.id === 1);
  const error = { code: 'x', message: 'no room' };
  const [refused, actions] = step(asking, { type: 'report', report: { type: 'error', to: 1, error } });
  assert.deepEqual(actions, [{ type: 'wait', ms: 5000 }]);
  assert.deepEqual(refused.phase, { kind: 'refused', message: 'no room' });
});

test('a report of another market tells nothing of the run’s', () => {
  const world = standing();
  const before = world.page.market;
  const { state } = world.server.market ?? assert.fail();
  const elsewhere = { ...state, schedule: state.schedule && { ...state.schedule, rate: 123 } };
  world.page.take({
    type: 'report',
    report: { type: 'figures', market: 'another', state: elsewhere, techniques: {} },
  });
  world.server.die();
  world.lose();
  world.connect();
  const reopened = world.page.sent.at(-1);
  assert.ok(reopened?.type === 'reopen');
  assert.equal(reopened.secret, before?.replace('market', 'secret'));
  assert.notEqual(reopened.settings.rate, 123);
});

test('several commands at once have a number each, and all of their answers are waited for', () => {
  const world = standing();
  const sent = world.page.sent.length;
  world.take({ type: 'want', wanted: { ...faster, capture: !wanted.capture, running: false } });
  const ids = world.page.sent.slice(sent).map((command) => ('id' in command ? command.id : 0));
  assert.equal(ids.length, 3);
  assert.deepEqual(
    ids.map((id) => (id ?? 0) - (ids[0] ?? 0)),
    [0, 1, 2],
  );
  const { phase } = world.page;
  assert.deepEqual(phase.kind === 'standing' && phase.pending, ids);
});

test('a fault is asked for while the market stands, and at no other time', () => {
  const world = standing();
  const kinds = (from: number) => world.page.sent.slice(from).map(({ type }) => type);
  const { length } = world.page.sent;
  world.take(strike);
  assert.deepEqual(kinds(length), ['fault']);
  world.lose();
  world.take(strike);
  assert.deepEqual(kinds(length), ['fault']);
});

test('what is told of another market is of no interest while one stands', () => {
  const world = standing();
  const report = {
    type: 'market',
    market: 'another',
    secret: 'another',
    ...wanted,
    state: world.server.market?.state ?? assert.fail(),
    restored: false,
  } as const;
  const { length } = world.page.done;
  world.page.take({ type: 'report', report });
  assert.equal(world.page.done.length, length);
});

test('a market is gone on with by the schedule that figures told of last', () => {
  const world = standing();
  const figures = world.server.figures();
  assert.ok(figures.type === 'figures' && figures.state.schedule);
  const schedule = { ...figures.state.schedule, rate: 77 };
  world.page.take({ type: 'report', report: { ...figures, state: { ...figures.state, schedule } } });
  world.lose();
  world.connect();
  const reopened = world.page.sent.at(-1);
  assert.ok(reopened?.type === 'reopen');
  assert.deepEqual([reopened.settings.rate, reopened.state.schedule?.rate], [77, 77]);
});

test('a new market is asked for as soon as the channel is open, and once; the run’s own when the clocks are compared', () => {
  const world = new World();
  const { page, server } = world;
  assert.deepEqual(
    page.take({ type: 'opened' }).map(({ type }) => type),
    ['open'],
  );
  assert.deepEqual(page.take({ type: 'online' }), []);
  world.lose();
  world.connect();
  world.settle();
  assert.equal(page.phase.kind, 'standing');
  server.die();
  world.lose();
  assert.deepEqual(page.take({ type: 'opened' }), []);
  assert.deepEqual(
    page.take({ type: 'online' }).map(({ type }) => type),
    ['reopen'],
  );
});
