import type { Metadata } from 'next';
import { Mystery } from '@/components/learn/mystery/mystery';
import { mysterySchema } from '@/lib/learn/mystery';
import { readYaml } from '../read-content';

export const metadata: Metadata = { title: 'Mystery – Realtime Playground' };

export default function Page() {
  return <Mystery words={readYaml('mystery.yaml', mysterySchema)} />;
}
