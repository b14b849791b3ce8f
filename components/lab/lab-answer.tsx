import { colorOf } from '@/components/ui/technique-style';
import { formatCountOf } from '@/lib/figures/format';
import { answerOf, beyondInWords, microsInWords } from '@/lib/load/answer';
import { describeRun, type LoadRun, outcomesOf } from '@/lib/load/runs';
import { nameOf, type TechniqueId } from '@/lib/techniques';
import { multiple } from '@/lib/verdict/sentence';

/** What the newest run has found, in a sentence each; how old that is. */
export function LabAnswer({ runs, run }: { runs: readonly LoadRun[]; run: LoadRun | undefined }) {
  const answer = run ? answerOf(runs, run) : null;
  return (
    <section aria-label="Answer" aria-live="polite" className="flex flex-col">
      <div className="mb-1 flex flex-wrap items-baseline gap-x-2.5">
        <h2 className="text-answer">Measured</h2>
        {run && (
          <span className="text-small text-muted">
            {formatCountOf(outcomesOf(run).length, 'measurement')}, {describeRun(run)}, at{' '}
            {new Date(run.startedAt).toLocaleTimeString('en-GB')}
          </span>
        )}
      </div>
      {!answer && (
        <p className="border-t border-line py-[7px] text-answer">
          {run
            ? 'Nothing to compare yet: it takes two techniques that were measured without failing.'
            : 'Nothing yet. Press Measure; the answer stands here when two techniques are measured.'}
        </p>
      )}
      {answer && (
        <p className="border-t border-line py-[7px] text-answer">
          <b className="font-semibold">{answer.cheapest.length > 1 ? 'Cheapest is a tie. ' : 'Cheapest: '}</b>
          <Names ids={answer.cheapest.map(({ technique }) => technique)} />
          {answer.cheapest.length > 1 ? ': ' : ', '}
          {microsInWords(answer.cheapest)} of processor for each price delivered
          {answer.cheapest.length > 1 && ', no difference that can be measured'}.{' '}
          {answer.dearer.map(({ technique, times }, index) => (
            <span key={technique}>
              <Names ids={[technique]} /> {index === 0 && 'takes '}
              <b className="font-semibold">{multiple(times)}</b>
              {index === answer.dearer.length - 1 ? ' as much.' : ', '}
            </span>
          ))}
        </p>
      )}
      {answer?.bendsFirst && (
        <p className="border-t border-line py-[7px] text-answer">
          <Names ids={[answer.bendsFirst.technique]} /> bends first:{' '}
          <b className="font-semibold">{beyondInWords(answer.bendsFirst.clients)}</b> its slowest 1 % grow
          faster than the number of clients.
        </p>
      )}
    </section>
  );
}

function Names({ ids }: { ids: readonly TechniqueId[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && (index === ids.length - 1 ? ' and ' : ', ')}
      <span className="font-semibold whitespace-nowrap" style={{ color: colorOf(id) }}>
        {nameOf(id)}
      </span>
    </span>
  ));
}
