import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_CHARACTERS, parseLesson } from './lesson';
import { lessonText } from './lesson.fixture';

function problemsOf(text: string) {
  const parsed = parseLesson(text);
  return 'problems' in parsed ? parsed.problems.map(({ line, message }) => `${line}: ${message}`) : [];
}

/** The line in which a text stands, from 1. */
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

test('a lesson is read, its conditions and its words', () => {
  const parsed = parseLesson(lessonText);
  assert.ok('lesson' in parsed, JSON.stringify(parsed));
  const { lesson } = parsed;
  assert.equal(lesson.title, 'Who pays for asking?');
  assert.deepEqual(
    lesson.choices.map(({ label, conditions }) => [label, conditions.length]),
    [
      ['the same', 1],
      ['more than that', 2],
      ['more than ten times', 1],
    ],
  );
  assert.equal(lesson.choices[1]?.conditions[1]?.number, 10);
  assert.equal(lesson.why, 'Requests follow the **interval**, not the news.');
  assert.equal('lesson' in parseLesson(lessonText.replaceAll('\n', '\r\n')), true);
  // It goes from the server's half of the page to the browser's.
  assert.deepEqual(structuredClone(lesson), JSON.parse(JSON.stringify(lesson)));
});

test('what is wrong is said with its line', () => {
  const cases: [string, string, RegExp][] = [
    ['minutes: 4', 'minutes: long', /minutes has to be a number/],
    ['minutes: 4', 'minuets: 4', /There is no “minuets” here; there are id, minutes/],
    ['websocket < 1.25', 'websockets < 1.25', /“websockets” is no technique; there are short-polling/],
    ['the same: bytes_per_tick', 'the same: bytes_per_price', /“bytes_per_price” is no figure/],
    [
      'the same: bytes_per_tick of short-polling',
      'the same: bytes_per_tick of long-polling',
      /Run 1 has no lane of Long polling/,
    ],
    [
      'the same: bytes_per_tick of short-polling / websocket <',
      'the same: bytes_per_tick of sse in run 2 <',
      /There is no run 2/,
    ],
    ['- rate=2&', '- rate=2000&', /rate=2000: allowed: 0\.1 to 200/],
    ['&length=12', '', /A run of a lesson has an end/],
    ['{requests of websocket}', '{requests of websocket', /brace/],
    ['{requests of websocket}', '{requests by websocket}', /“by” stands where “of” has to/],
    ['{requests of websocket}', '{requests of http-streaming}', /no lane of HTTP streaming/],
    ['compared with {websocket}', 'compared with {WebSocket}', /“WebSocket” is no figure/],
    ['https://www.rfc', 'http://www.rfc', /sources, 0, href/],
    ['q: What', 'question: What', /next, 0/],
    ['minutes: 4', 'minutes: [4', /./],
  ];
  for (const [part, wrong, message] of cases) {
    const text = lessonText.replace(part, wrong);
    assert.notEqual(text, lessonText, part);
    const problems = problemsOf(text);
    const found = problems.find((problem) => message.test(problem));
    assert.ok(found, `${wrong}: ${problems.join(' | ') || 'nothing'}`);
    const at = Number(found.split(':')[0]);
    if (wrong !== '' && !wrong.includes('minuets') && !wrong.includes('['))
      assert.equal(at, lineOf(text, wrong), found);
  }
});

test('what is missing is said', () => {
  assert.match(
    problemsOf(lessonText.replace('title: Who pays for asking?\n', '')).join(),
    /title is missing/,
  );
  assert.match(problemsOf('no lesson').join(), /^1: A lesson begins with a line “---”/);
  assert.match(problemsOf('').join(), /^1: A lesson begins/);
  assert.match(problemsOf('---\n---\n').join(), /2: id is missing/);
  const [head] = lessonText.split('Requests follow');
  assert.match(problemsOf(head ?? '').join(), /why, in Markdown/);
  assert.match(problemsOf(`${lessonText}${'x'.repeat(MOST_CHARACTERS)}`).join(), /at most 20000 are read/);
});

test('choices have one label each, and no two the same', () => {
  const twice = lessonText.replace('- more than ten times:', '- the same:');
  assert.match(problemsOf(twice).join(), /Two choices are called “the same”/);
  const two = lessonText.replace('  - more than ten times:', '    more than ten times:');
  assert.match(problemsOf(two).join(), /A choice is one label/);
});

test('choices that leave a gap, or overlap, are refused where they begin', () => {
  const line = lineOf(lessonText, 'choices:') + 1;
  for (const [part, wrong, message] of [
    ['>= 10', '>= 12', /no choice fits where bytes_per_tick of short-polling \/ websocket is 10/],
    ['>= 10', '>= 8', /“more than that” and “more than ten times” both fit/],
  ] as const) {
    const [problem = ''] = problemsOf(lessonText.replace(part, wrong));
    assert.match(problem, message);
    assert.ok(problem.startsWith(`${line}: `), problem);
  }
});

test('runs that last too long in all are refused', () => {
  assert.match(
    problemsOf(lessonText.replace('length=12', 'length=200')).join(),
    /last 200 s in all; at most 180 s/,
  );
});

test('a hostile text is no more than a text with problems', () => {
  const bomb = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `${'bcdefghijklm'[i]}: &${'bcdefghijklm'[i]} [${Array(9).fill(`*${'abcdefghijkl'[i]}`).join(',')}]`).join('\n')}\n---\nwhy`;
  assert.notEqual(problemsOf(bomb).length, 0);
  assert.notEqual(problemsOf('---\n__proto__: {a: 1}\n---\nwhy').length, 0);
  assert.notEqual(problemsOf('---\n- 1\n---\nwhy').length, 0);
  assert.notEqual(problemsOf('---\n!!js/function "x"\n---\nwhy').length, 0);
});
