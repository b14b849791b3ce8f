import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { conduct } from '@/server/load/conduct';
import { contestants } from './contestants';
import { buildFloor, hasFloor } from './floor';
import { GENERATOR } from './generator';
import { judge } from './goals';
import { hasNchan } from './nchan';
import { median, type Round, ratio, roundOf } from './score';
import { report } from './table';

const floor = hasFloor() ? buildFloor() : null;
after(() => floor?.remove());

const work = { subscribers: 8, rate: 40, seconds: 1, bytes: 130 };
const all = contestants(work, { floor, nchan: hasNchan() });

describe('peers', { concurrency: 2, timeout: 120_000 }, () => {
  for (const contestant of all.filter(({ ours }) => !ours)) {
    test(`${contestant.name} does all of the work`, async () => {
      const { subscribers, seconds } = contestant.work;
      const terms = { clients: subscribers, seconds, intervalMs: null };
      const conducted = await conduct(terms, contestant.start, {}, GENERATOR);
      assert.ok(conducted.figures.cpuSeconds > 0 && conducted.found.answers >= 0);
      const round = roundOf(contestant, conducted);
      assert.equal(round.lost, 0);
      if (contestant.contest === 'requests') assert.ok(round.answersPerSecond > 0);
      else assert.ok(conducted.ticks > 0 && round.p50 !== null);
    });
  }
});

if (!floor) test('the floor does all of the work', { skip: 'cc is not installed' }, () => {});
if (!hasNchan()) test('nchan does all of the work', { skip: 'nginx with nchan is not installed' }, () => {});

const round = (cpuPerMillion: number): Round => ({
  cpuPerMillion,
  answersPerSecond: 1000 / cpuPerMillion,
  memory: 1000,
  p50: null,
  p99: null,
  lost: 0,
  generator: 0.1,
});

test('the median of the rounds', () => {
  assert.equal(
    median([3, 1, 2].map(round), (r) => r.cpuPerMillion),
    2,
  );
  assert.equal(
    median([4, 1, 2, 3].map(round), (r) => r.cpuPerMillion),
    2.5,
  );
  assert.equal(
    median([round(1)], (r) => r.p50),
    null,
  );
});

test('ratios are taken within each round', () => {
  const [contestant] = all;
  assert.ok(contestant);
  const scoreOf = (...costs: number[]) => ({ contestant, rounds: costs.map(round) });
  const cost = (r: Round) => r.cpuPerMillion;
  assert.equal(ratio(scoreOf(1, 10, 6), scoreOf(2, 20, 3), cost), 0.5);
  assert.equal(ratio(scoreOf(1), undefined, cost), null);
});

test('goals are judged by ratios, and by nobody where nobody is there', () => {
  const scores = contestants(work, { floor: null, nchan: false }).map((contestant) => ({
    contestant,
    rounds: [round(contestant.ours ? 8 : 10)],
  }));
  const verdicts = judge(scores);
  assert.ok(verdicts.some(([, what, , , verdict]) => what === 'CPU, of ws' && verdict === 'reached'));
  assert.ok(
    verdicts.some(([, what, , , verdict]) => what === 'CPU, of node:http' && verdict === 'NOT REACHED'),
  );
  assert.ok(
    verdicts.some(
      ([, what, , ratio, verdict]) => what?.includes('nchan') && ratio === '–' && verdict === 'not measured',
    ),
  );
  assert.match(report(scores), /× ws[\s\S]*Goals/);
});
