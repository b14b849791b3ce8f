import { CodeSection } from '@/components/code/code-section';
import { Scoreboard } from '@/components/scoreboard/scoreboard';
import { useRecorded } from '@/components/ui/recorded';
import { useStore } from '@/components/ui/use-store';
import { BytesSheet } from '@/components/wire/bytes-sheet';
import { WireDetails } from '@/components/wire/wire-details';
import type { Sought } from '@/lib/capture/sought';
import { techniques } from '@/lib/techniques';
import { OtherPort } from './other-port';
import type { PageRun } from './page-run';

/** What stands below the first view: every figure, every byte, and the code. */
export function Below({ run, onShow }: { run: PageRun; onShow: (sought: Sought) => void }) {
  const { scenario, view } = useStore(run.setup);
  const recorded = useRecorded();
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));
  return (
    <div className="mt-9 flex flex-col gap-9">
      <Scoreboard run={run} />
      {view.wire && <WireDetails wire={run.wire} techniques={shown} />}
      <CodeSection onShow={onShow} />
      <BytesSheet wire={run.wire} />
      <footer className="flex flex-col gap-1.5 text-small text-muted">
        <p>
          {recorded ? `All of this was ${recorded}: every` : 'Every'} figure is measured from the traffic of{' '}
          {recorded ? 'the page that ran there' : 'this page'}: latency from the moment a price was due at the
          server to the moment the browser had it; bytes from the server&rsquo;s own socket counters, headers
          and framing included. The channel that brings the figures is not counted.
        </p>
        {!recorded && <OtherPort run={run} />}
      </footer>
    </div>
  );
}
