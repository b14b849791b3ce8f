import { CopyLink } from '@/components/ui/copy-link';
import { ThemeSelect } from '@/components/ui/theme';
import { describeMachine } from '@/lib/load/export';
import type { LabState } from '@/lib/load/lab-state';
import type { LabSetup } from '@/lib/load/lab-url';
import { linkToLab } from './use-lab';

const words: Record<LabState['connection']['kind'], string> = {
  connecting: 'connecting',
  open: 'ready',
  refused: 'not allowed',
  away: 'server away',
};

/** Name, state of the lab, the machine it measures, and the way back. */
export function LabHeader({ setup, state }: { setup: LabSetup; state: LabState }) {
  const { connection, job, machine } = state;
  const isWrong = connection.kind === 'refused' || connection.kind === 'away';
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-lg font-semibold whitespace-nowrap">Load lab</h1>
      <p className="flex items-center gap-1.5" role="status">
        <span
          aria-hidden="true"
          className={`size-2 rounded-full ${isWrong ? 'bg-down' : job ? 'bg-up' : 'bg-strong'}`}
        />
        {job ? (job.stopping ? 'stopping' : 'measuring') : words[connection.kind]}
      </p>
      <a href="/" className="text-accent underline">
        Back to the playground
      </a>
      <p className="ml-auto text-xs text-muted">{machine && `measured on ${describeMachine(machine)}`}</p>
      <div className="flex items-center gap-1.5">
        <CopyLink link={() => linkToLab(setup)} />
        <ThemeSelect />
      </div>
    </header>
  );
}
