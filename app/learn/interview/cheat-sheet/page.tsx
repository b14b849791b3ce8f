import type { Metadata } from 'next';
import { CheatSheet } from '@/components/learn/interview/cheat-sheet';
import { cheatSheetSchema } from '@/lib/learn/cheat-sheet';
import { readYaml } from '../../read-content';

export const metadata: Metadata = { title: 'Cheat sheet – Realtime Playground' };

export default function Page() {
  return <CheatSheet words={readYaml('cheat-sheet.yaml', cheatSheetSchema)} />;
}
