import { CodeSection } from '@/components/code/code-section';
import type { Sought } from '@/lib/capture/sought';
import type { PageRun } from './page-run';
import { Scoreboard } from './scoreboard';

/** What stands below the first view: every figure, and the code. */
export function Below({ run, onShow }: { run: PageRun; onShow: (sought: Sought) => void }) {
  return (
    <>
      <Scoreboard run={run} />
      <CodeSection onShow={onShow} />
    </>
  );
}
