import { type Card, parseCards } from '@/lib/learn/card';
import { readContent } from '../read-content';

/** The cards, when the page is built. @throws where the file is not as it has to be: file, line and reason */
export function readCards(): Card[] {
  const read = parseCards(readContent('interview.yaml'));
  if ('cards' in read) return read.cards;
  throw new Error(
    read.problems
      .map(({ line, message }) => `content/en/interview.yaml, line ${line}: ${message}`)
      .join('\n'),
  );
}
