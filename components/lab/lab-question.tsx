import { formatCount } from '@/lib/figures/format';
import { describeMachine } from '@/lib/load/export';
import type { Lab } from '@/lib/load/lab';
import type { LabState } from '@/lib/load/lab-state';

const words: Record<LabState['connection']['kind'], string> = {
  connecting: 'connecting',
  open: 'ready',
  refused: 'not allowed',
  away: 'server not answering',
};

/** What the lab answers, what it does for that, and how it is doing. */
export function LabQuestion({ lab, state }: { lab: Lab; state: LabState }) {
  const { connection, job, machine } = state;
  const isWrong = connection.kind === 'refused' || connection.kind === 'away';
  return (
    <section aria-label="Question">
      <p className="text-small font-medium text-muted">
        Load lab · one technique after the other, in a server of its own
      </p>
      <h1 className="my-1.5 text-question tracking-[-0.022em]">What does one more client cost?</h1>
      <p className="max-w-[58ch] text-answer text-muted">
        Real clients connect, {lab.growth && lab.clients > 1 ? 'from 1 to ' : ''}
        {formatCount(lab.clients)}. The lab counts processor time, memory, latency and bytes. Leave the
        machine alone meanwhile: what else runs on it takes part.
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-x-1.5 text-small text-muted">
        <span
          aria-hidden="true"
          className={`size-2 rounded-full ${isWrong ? 'bg-bad' : job ? 'bg-good' : 'bg-strong'}`}
        />
        <span role="status" data-status={job ? 'measuring' : connection.kind}>
          {job ? (job.stopping ? 'stopping' : 'measuring') : words[connection.kind]}
        </span>
        {machine && <span>· on {describeMachine(machine)}</span>}
      </p>
    </section>
  );
}
