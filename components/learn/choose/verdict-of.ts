import { bestOf, closeTo, type Ranked } from '@/lib/learn/choose/score';
import { type ChooseText, nameOfCandidate } from '@/lib/learn/choose/text';

/** More names than these are no help. */
const NAMES = 3;

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What fits best in a few words, and what is close; empty where nothing is, or too much. */
export function verdictOf(ranking: readonly Ranked[], text: ChooseText): { best: string; close: string } {
  const namesOf = (entries: readonly Ranked[]) =>
    list.format(entries.map(({ candidate }) => nameOfCandidate(text, candidate)));
  const best = bestOf(ranking);
  const close = closeTo(ranking);
  return {
    best:
      best.length === 0
        ? 'None of these fits'
        : best.length > NAMES
          ? `${best.length} fit equally well so far`
          : `${namesOf(best)} ${best.length === 1 ? 'fits' : 'fit'} best`,
    close:
      close.length === 0 || close.length > NAMES
        ? ''
        : `${namesOf(close)} ${close.length === 1 ? 'is' : 'are'} close`,
  };
}
