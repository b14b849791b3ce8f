import type { Metadata } from 'next';
import { Choose } from '@/components/learn/choose/choose';
import { chooseTextOf } from '@/lib/learn/choose/text';
import { chooseWordsSchema } from '@/lib/learn/choose/words';
import { referenceSchema } from '@/lib/learn/reference';
import { readClaims } from '../read-claims';
import { readYaml } from '../read-content';
import { readLessons } from '../read-lessons';

export const metadata: Metadata = {
  title: 'Choose – Realtime Playground',
  description: 'Which of polling, SSE, HTTP streaming, WebSocket and others fits a case, and why.',
};

const FILE = 'choose.yaml';

export default function Page() {
  const read = chooseTextOf(readYaml(FILE, chooseWordsSchema), {
    lessons: readLessons(),
    claims: readClaims().claims,
    aspects: readYaml('reference.yaml', referenceSchema).groups.flatMap(({ rows }) => rows),
  });
  if ('problems' in read) throw new Error(`${FILE}: ${read.problems.join('\n')}`);
  return <Choose text={read.text} />;
}
