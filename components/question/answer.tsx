'use client';

import { useEffect } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { useRecorded } from '@/components/ui/recorded';
import { formatClock, formatCountOf } from '@/lib/figures/format';
import { techniqueIds } from '@/lib/techniques';
import type { Answer as Answered } from '@/lib/verdict/answer';
import { measuredOf } from '@/lib/verdict/expected';
import type { Finding } from '@/lib/verdict/finding';
import type { Missing } from '@/lib/verdict/rules';
import { choicesOf } from './choices';
import { DotStrip } from './dot-strip';
import { Sentences } from './sentence';
import { useAnswer } from './use-answer';
import type { Asked } from './use-asked';
import { WhyDisclosure } from './why';

/**
 * What has been measured, in plain words; before that, what is missing.
 *
 * @param props.isPresented on a projector: the words alone, and large
 */
export function Answer(props: { run: PageRun; asked: Asked; isPresented?: boolean }) {
  const { run, asked, isPresented = false } = props;
  const answer = useAnswer(run, asked);
  const { isAnswered, answered } = asked;
  const isRecorded = useRecorded() !== undefined;
  const isThere = answer?.kind === 'answer';
  useEffect(() => {
    if (isThere && !isAnswered) answered();
  }, [isThere, isAnswered, answered]);
  return (
    <div className="relative min-w-0 text-ink">
      {isAnswered && (
        <div className="mb-1 flex flex-wrap items-center gap-x-2.5">
          <h2 className="text-[1.07rem] font-[650]">Measured so far</h2>
          <p className="text-[.857rem] text-muted">
            {answer && samplesOf(answer)}
            {isRecorded && ', recorded'}
          </p>
          {!isPresented && <WhyDisclosure key={asked.preset.name} name={asked.preset.name} />}
        </div>
      )}
      {answer?.kind === 'answer' && <Expected asked={asked} findings={answer.findings} />}
      {answer?.kind === 'measuring' && <Progress missing={answer.missing} />}
      <div aria-live="polite">
        {answer?.kind === 'answer' &&
          answer.findings.map(({ rule, sentences, strip }) => (
            <div
              key={rule}
              data-rule={rule}
              className={`grid gap-x-5 border-t border-line py-1.5 ${isPresented ? '' : 'sm:grid-cols-[minmax(0,1fr)_216px]'}`}
            >
              <p className={isPresented ? 'text-[1.5rem] leading-[1.34]' : 'text-[1.07rem] leading-[1.42]'}>
                <Sentences of={sentences} />
              </p>
              {strip && !isPresented && <DotStrip strip={strip} />}
            </div>
          ))}
        {answer && (
          <p className="text-[.929rem] text-muted empty:hidden">
            <Sentences of={answer.kind === 'none' ? answer.sentences : answer.leftOut} />
          </p>
        )}
      </div>
    </div>
  );
}

/** What was expected beside what was measured, where a guess was made; which of them is right is for the reader to see. */
function Expected({ asked: { guess, question }, findings }: { asked: Asked; findings: readonly Finding[] }) {
  const measured = guess && measuredOf(question.guess.measured ?? 'best', findings);
  if (!guess || !measured) return null;
  const [guessed] = choicesOf(question, techniqueIds).filter(({ id }) => id === guess.choice);
  return (
    <p data-expected={guess.choice} className="mb-1 text-[.929rem]">
      You expected <b className="font-semibold">{guessed?.label}</b>{' '}
      <span className="text-muted">· measured</span> <Sentences of={[measured]} />
    </p>
  );
}

function samplesOf(answer: Answered): string {
  if (answer.kind !== 'answer') return '';
  const since = answer.since === null ? '' : `, since ${formatClock(answer.since)}`;
  const compared = answer.leftOut.length > 0 ? ' that is compared' : '';
  return `${formatCountOf(answer.prices, 'price')} in each lane${compared}${since}`;
}

function Progress({ missing: { until, progress } }: { missing: Missing }) {
  return (
    <div className="flex flex-wrap items-center gap-3.5 py-2">
      <p className="text-[.929rem] text-muted">The answer stands here {until}</p>
      {progress && (
        <>
          <progress
            aria-label="Measured so far"
            value={progress.have}
            max={progress.need}
            className="h-1 min-w-20 flex-1 appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
          />
          <p className="text-[.929rem] font-semibold">
            {progress.have} of {progress.need}
          </p>
        </>
      )}
    </div>
  );
}
