import { CodeSection } from '@/components/code/code-section';
import { Scoreboard } from '@/components/scoreboard/scoreboard';
import { useStore } from '@/components/ui/use-store';
import { BytesSheet } from '@/components/wire/bytes-sheet';
import { WireDetails } from '@/components/wire/wire-details';
import type { Sought } from '@/lib/capture/sought';
import { techniques } from '@/lib/techniques';
import type { PageRun } from './page-run';

/** What stands below the first view: every figure, every byte, and the code. */
export function Below({ run, onShow }: { run: PageRun; onShow: (sought: Sought) => void }) {
  const { scenario, view } = useStore(run.setup);
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));
  return (
    <div className="mt-9 flex flex-col gap-9">
      <Scoreboard run={run} />
      {view.wire && <WireDetails wire={run.wire} techniques={shown} />}
      <CodeSection onShow={onShow} />
      <BytesSheet wire={run.wire} />
    </div>
  );
}
