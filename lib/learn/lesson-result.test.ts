import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, lanesOf } from '@/lib/run/scored-lanes.fixture';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniqueIds } from '@/lib/techniques';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { wordsOf } from '@/lib/verdict/sentence';
import { parseLesson } from './lesson';
import { lessonText } from './lesson.fixture';
import { measuredChoice, pictureOf, revealed } from './lesson-result';
import { filled, partsOf } from './sentence-template';

function lessonOf(text: string) {
  const parsed = parseLesson(text);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.lesson;
}

const lesson = lessonOf(lessonText);

/** A run in which a price takes so many bytes by short polling, and 100 by all others. */
function runOf(bytes: number, elapsed = 60_000): SegmentSeen {
  return {
    settings: defaultScenario,
    since: null,
    elapsed: elapsed / 1000,
    faults: [],
    lanes: lanesOf(
      techniqueIds.map((_, lane) => ({
        latencies: around(50, 200, lane + 1),
        figures: { bytesPerTick: lane === 0 ? bytes : 100, bytes: 10_000, requests: 200 },
      })),
      { elapsed },
    ),
  };
}

const plain = (words: string) => words.replaceAll('\u00a0', ' ');

test('the choice is the one whose conditions the run holds', () => {
  assert.deepEqual(measuredChoice(lesson, [runOf(100)]), { kind: 'choice', label: 'the same' });
  assert.deepEqual(measuredChoice(lesson, [runOf(300)]), { kind: 'choice', label: 'more than that' });
  assert.deepEqual(measuredChoice(lesson, [runOf(2300)]), { kind: 'choice', label: 'more than ten times' });
});

test('what is none of the choices, or cannot be judged, is said to be so', () => {
  const narrow = { ...lesson, choices: lesson.choices.slice(0, 2) };
  assert.deepEqual(measuredChoice(narrow, [runOf(2300)]), { kind: 'none' });
  assert.deepEqual(measuredChoice(lesson, [runOf(2300, 1000)]), {
    kind: 'undecided',
    why: 'two polling intervals have not passed',
  });
  assert.deepEqual(measuredChoice(lesson, []), { kind: 'undecided', why: 'run 1 has not been made' });
});

test('sentences are filled with what was measured, and left out where nothing is known', () => {
  const { sentences, missing } = revealed(lesson, [runOf(2300)]);
  assert.deepEqual(
    sentences.map((sentence) => plain(wordsOf(sentence))),
    ['2.30 kB against 100 B: 23 times.', 'WebSocket sent 200 requests.'],
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(revealed(lesson, [runOf(2300, 1000)]), {
    sentences: [],
    missing: ['two polling intervals have not passed'],
  });
});

test('the picture has the figure of the question, of all lanes of its run or of two runs', () => {
  const picture = pictureOf(lesson, [runOf(2300)]);
  assert.equal(picture?.unit, 'B');
  assert.deepEqual(
    picture?.bars.map(({ technique, value }) => [technique, value]),
    techniqueIds.map((id, lane) => [id, lane === 0 ? 2300 : 100]),
  );
  const two = lessonOf(
    lessonText
      .replace('length=12\n', 'length=12\n  - rate=50&techniques=short-polling&length=12\n')
      .replace(
        / bytes_per_tick of short-polling \/ websocket (?=[<>])/g,
        ' bytes_per_tick of short-polling in run 1 / run 2 ',
      ),
  );
  const bars = pictureOf(two, [runOf(2300), runOf(200)])?.bars;
  assert.deepEqual(
    bars?.map(({ run, inWords }) => [run, plain(inWords)]),
    [
      [1, '2.30 kB'],
      [2, '200 B'],
    ],
  );
  assert.equal(pictureOf(lesson, []), null);
});

test('a sentence is its words, techniques and expressions', () => {
  assert.deepEqual(partsOf('By { sse }: {bytes of sse}.').parts, [
    { text: 'By ' },
    { technique: 'sse' },
    { text: ': ' },
    { expression: { figure: 'bytes', lane: { technique: 'sse', run: 1 }, against: null } },
    { text: '.' },
  ]);
  assert.deepEqual(filled('{requests of sse}', []), { missing: 'run 1 has not been made' });
});
