import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { unexpected } from '@/lib/schema/unexpected';
import { techniqueIds } from '@/lib/techniques';
import { parseClaims } from '../claim-table';
import { parseLesson } from '../lesson';
import { referenceSchema } from '../reference';
import { candidates } from './answers';
import { rules } from './rules';
import { chooseTextOf, nameOfCandidate, type Site } from './text';
import { type ChooseWords, chooseWordsSchema } from './words';

const content = (path: string) => readFileSync(`content/en/${path}`, 'utf8');
const words = chooseWordsSchema.parse(parse(content('choose.yaml')));

function siteOfContent(): Site {
  const lessons = readdirSync('content/en/lessons')
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => {
      const read = parseLesson(content(`lessons/${name}`));
      if ('problems' in read) throw new Error(name);
      return read.lesson;
    });
  const claims = parseClaims(content('claims.yaml'));
  if ('problems' in claims) throw new Error('claims.yaml');
  const { groups } = referenceSchema.parse(parse(content('reference.yaml')));
  return { lessons, claims: claims.table.claims, aspects: groups.flatMap(({ rows }) => rows) };
}
const site = siteOfContent();

test('every reason of the rules has words, and every link leads to something that exists', () => {
  const read = chooseTextOf(words, site);
  assert.ok('text' in read, JSON.stringify(read));
  for (const { reason } of rules) assert.ok(read.text.reasons[reason]?.links.length, reason);
});

test('every candidate has a name, and those without a lane are not among the techniques', () => {
  const names = candidates.map((candidate) => nameOfCandidate(words, candidate));
  assert.equal(new Set(names).size, candidates.length);
  for (const candidate of candidates)
    assert.equal(
      words.elsewhere[candidate] === undefined,
      techniqueIds.some((id) => id === candidate),
    );
});

test('links have the addresses of the pages', () => {
  const see = ['lesson asking', 'claim 19', 'reference proxies', 'run rate=0.1'];
  const read = chooseTextOf({ ...words, reasons: { simple: { text: 'Simple.', see } } }, site);
  assert.ok('text' in read);
  assert.deepEqual(
    read.text.reasons.simple?.links.map(({ href, label }) => [href, label]),
    [
      ['/learn/lessons/asking', 'Lesson 1'],
      ['/learn/claims?claim=19', 'Claim 19'],
      ['/learn/reference?techniques=short-polling&find=Behind+a+proxy+that+collects', 'Reference'],
      ['/?rate=0.1', 'Run it'],
    ],
  );
});

test('a link that leads to nothing is named, with its reason', () => {
  const see = ['lesson none', 'claim 9999', 'reference none', 'run speed=3', 'page 3'];
  assert.deepEqual(chooseTextOf({ ...words, reasons: { simple: { text: 'Simple.', see } } }, site), {
    problems: [
      'reasons.simple.see: there is no lesson “none”',
      'reasons.simple.see: there is no claim “9999”',
      'reasons.simple.see: the reference has no aspect “none”',
      'reasons.simple.see: no run has speed=3: there is no such setting',
      'reasons.simple.see: “page 3” is no lesson, claim, reference or run',
    ],
  });
});

test('a text that lacks words, or has some too many, is refused with place and reason', () => {
  const problem = (change: (text: ChooseWords) => void) => {
    const text = structuredClone(words);
    change(text);
    const result = z.safeParse(chooseWordsSchema, text, { error: unexpected });
    return result.success ? null : z.prettifyError(result.error);
  };
  assert.equal(
    problem(() => {}),
    null,
  );
  const simple = { text: 'Simple.', see: ['claim 1'] };
  assert.match(problem((text) => delete text.reasons.simple) ?? '', /is missing\n.*reasons\.simple/);
  assert.match(
    problem((text) => Object.assign(text.reasons, { new: simple })) ?? '',
    /there is no “new” here\n.*reasons/,
  );
  assert.match(
    problem((text) => Object.assign(text.reasons, { simple: { ...simple, see: [] } })) ?? '',
    /reasons\.simple\.see/,
  );
  assert.match(
    problem((text) => delete text.questions.late.answers.soon) ?? '',
    /“soon” has no words\n.*questions\.late\.answers/,
  );
  assert.match(
    problem((text) => Object.assign(text.questions.late.answers, { never: 'never' })) ?? '',
    /there is no answer “never”; there are minutes, .*\n.*questions\.late\.answers/,
  );
  assert.match(problem((text) => delete text.elsewhere.webrtc) ?? '', /webrtc has no name\n.*elsewhere/);
  assert.match(problem((text) => delete text.cases.chat) ?? '', /is missing\n.*cases\.chat/);
});
