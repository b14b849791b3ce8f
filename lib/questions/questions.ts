import type { PresetName } from '@/lib/scenario/presets';
import type { MeasuredName } from '@/lib/verdict/expected';
import type { RuleName } from '@/lib/verdict/rules';

/** What is asked of a scenario, and how it is answered. */
export interface Question {
  /** What can be guessed before: one of the lanes or none of them, or one of these phrases. */
  guess: { asks: string } & (
    | { options: 'lanes'; measured?: undefined }
    | { options: readonly string[]; measured: MeasuredName }
  );
  /** By which rules it is answered; the answer stands once the first has something to say. */
  rules: readonly [RuleName, ...RuleName[]];
}

export const questions: Readonly<Record<PresetName, Question>> = {
  'First look': {
    guess: { asks: 'which is first?', options: 'lanes' },
    rules: ['first', 'cheapest'],
  },
  'Quiet market': {
    guess: { asks: 'which is cheapest?', options: 'lanes' },
    rules: ['cheapest', 'empty', 'requests'],
  },
  'Busy market': {
    guess: { asks: 'which needs the fewest bytes?', options: 'lanes' },
    rules: ['cheapest', 'first'],
  },
  Bursts: {
    guess: { asks: 'which needs the fewest requests?', options: 'lanes' },
    rules: ['requests', 'cheapest'],
  },
  'Fast polling': {
    guess: {
      asks: 'how late is short polling now?',
      options: ['no later than a stream', 'twice as late', 'ten times as late'],
      measured: 'howLateShortPolling',
    },
    rules: ['first', 'cheapest', 'requests'],
  },
  'Big payload': {
    guess: {
      asks: 'how many bytes does the dearest take?',
      options: ['hardly more than the cheapest', 'twice as many', 'ten times as many'],
      measured: 'howDearTheDearest',
    },
    rules: ['cheapest', 'first'],
  },
  'Across an ocean': {
    guess: { asks: 'which is first?', options: 'lanes' },
    rules: ['first', 'outOfDate'],
  },
  'Train in a tunnel': {
    guess: {
      asks: 'is a price lost?',
      options: ['none is lost', 'some are lost', 'it depends on the lane'],
      measured: 'whetherLost',
    },
    rules: ['longestOutOfDate', 'arrived'],
  },
  'The trader': {
    guess: { asks: 'where does trading cost least?', options: 'lanes' },
    rules: ['traderCost', 'outOfDate'],
  },
  'Everything breaks': {
    guess: { asks: 'which is back first?', options: 'lanes' },
    rules: ['back', 'broken', 'arrived'],
  },
};
