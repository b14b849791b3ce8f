import { buildPage } from '@/scripts/build/page.mjs';
import { buildServer } from '@/scripts/build/server.mjs';

/** The tests share one build; made here, no test has to wait for it. */
export default async function build(): Promise<void> {
  await buildServer();
  await buildPage();
}
