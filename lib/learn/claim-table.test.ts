import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromQuery } from '@/lib/scenario/url';
import { isTestable, verdicts } from './claim';
import { parseClaims, RUN_SECONDS } from './claim-table';

const text = readFileSync(new URL('../../content/en/claims.yaml', import.meta.url), 'utf8');

function claims() {
  const read = parseClaims(text);
  assert.ok('table' in read, JSON.stringify(read));
  return read.table.claims;
}

test('the claims can be read, every one with a number of its own, and a run or the reason why it has none', () => {
  const numbers = claims().map(({ number }) => number);
  assert.equal(new Set(numbers).size, numbers.length);
  for (const claim of claims()) assert.notEqual(isTestable(claim), claim.noRun !== undefined);
  assert.deepEqual(new Set(claims().map(({ verdict }) => verdict)), new Set(verdicts));
});

test('at least 25 claims can be run, each in 5 to 30 s, and can come to the verdict of the table', () => {
  const testable = claims().filter(isTestable);
  assert.ok(testable.length >= 25, `${testable.length}`);
  for (const { number, verdict, runs, shows } of testable) {
    const seconds = runs.reduce((sum, { address }) => sum + fromQuery(address).settings.scenario.length, 0);
    assert.ok(seconds >= RUN_SECONDS.least && seconds <= RUN_SECONDS.most, `claim ${number}: ${seconds} s`);
    assert.ok(
      shows.some((show) => show.verdict === verdict),
      `claim ${number}`,
    );
  }
});

test('a claim that depends says on what', () => {
  for (const { number, verdict, turns } of claims())
    if (verdict === 'depends') assert.ok(turns, `claim ${number}`);
});

const GROUPS = `groups:
  { polling: Polling, long-polling: Long polling, sse: SSE, websocket: WebSocket, browsers: Browsers, beyond: Beyond }
claims:
`;
const HEAD = 'number: 1, group: sse, claim: It is, verdict: half, correct: It is not, sources: []';
const RUN = 'runs: [{ setting: slow, address: "techniques=sse&length=6" }], draws: [bytes]';
const SHOW = 'shows: [{ when: ["bytes of sse >= 1"], verdict: half, say: "It took {bytes of sse}." }]';

/** What is wrong with a table of these claims, each in one line. */
function problems(...lines: string[]): string {
  const read = parseClaims(`${GROUPS}${lines.map((line) => `  - { ${line} }\n`).join('')}`);
  return 'table' in read ? '' : read.problems.map(({ line, message }) => `${line}: ${message}`).join('\n');
}

test('what is right is taken', () => {
  assert.equal(problems(`${HEAD}, ${RUN}, ${SHOW}`), '');
  assert.equal(problems(`${HEAD}, noRun: It is about words`), '');
});

for (const [wrong, lines, said] of [
  ['no YAML', ['number: ['], /^4: /],
  [
    'a verdict that is none',
    [HEAD.replace('half', 'maybe')],
    /^4: claims\.0\.verdict: must be one of true, half/,
  ],
  [
    'a number that is taken',
    [`${HEAD}, noRun: so`, `${HEAD}, noRun: so`],
    /^5: claim 1: the number is taken/,
  ],
  ['neither a run nor a reason', [HEAD], /^4: claim 1: .*neither/],
  ['both', [`${HEAD}, ${RUN}, ${SHOW}, noRun: so`], /has runs, and a reason/],
  ['runs that show nothing', [`${HEAD}, ${RUN}`], /go together/],
  ['a setting there is none of', [`${HEAD}, ${RUN.replace('&', '&speed=3&')}, ${SHOW}`], /speed=3/],
  ['no end', [`${HEAD}, ${RUN.replace('&length=6', '')}, ${SHOW}`], /a run has no length/],
  ['too short a run', [`${HEAD}, ${RUN.replace('=6', '=4')}, ${SHOW}`], /last 4 s; allowed are 5 to 30 s/],
  ['too long a run', [`${HEAD}, ${RUN.replace('=6', '=31')}, ${SHOW}`], /last 31 s/],
  [
    'a verdict out of reach',
    [`${HEAD}, ${RUN}, ${SHOW.replace('half', 'false')}`.replace('false', "'false'")],
    /no run can show that it is “half”/,
  ],
  [
    'a condition that is none',
    [`${HEAD}, ${RUN}, ${SHOW.replace('bytes of sse >', 'size of sse >')}`],
    /“size” is no figure/,
  ],
  [
    'a lane that does not run',
    [`${HEAD}, ${RUN}, ${SHOW.replace('"bytes of sse', '"bytes of websocket')}`],
    /websocket has no lane in run 1/,
  ],
  [
    'a run that is not there',
    [`${HEAD}, ${RUN}, ${SHOW.replace('sse}', 'sse in run 2}')}`],
    /sse has no lane in run 2/,
  ],
  [
    'a gap that is no expression',
    [`${HEAD}, ${RUN}, ${SHOW.replace('{bytes of', '{size of')}`],
    /“size” is no figure/,
  ],
  ['dependence on nothing', [`${HEAD.replace('half', 'depends')}, noRun: so`], /does not say on what/],
] as const)
  test(`a table with ${wrong} is refused, with line and reason`, () =>
    assert.match(problems(...lines), said));
