import { buildIfNeeded } from '@/server/build';

/** The tests share one build; made here, no test has to wait for it. */
export default async function build(): Promise<void> {
  await buildIfNeeded();
}
