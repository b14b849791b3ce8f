'use client';

import { Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Sentences } from '@/components/question/sentence';
import { Button, buttonClass } from '@/components/ui/button';
import { useRecorded } from '@/components/ui/recorded';
import type { TestableClaim } from '@/lib/learn/claim';
import { drawn, testClaim } from '@/lib/learn/claim-test';
import { fromQuery } from '@/lib/scenario/url';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { ClaimBars } from './claim-bars';
import { VerdictPill } from './verdict';

const EmbeddedRun = dynamic(
  () => import('@/components/learn/embedded-run').then((module) => module.EmbeddedRun),
  { ssr: false, loading: () => <p className="text-muted">The lanes are on their way.</p> },
);

/**
 * What tests a claim: its runs, made here, and what they show.
 *
 * @param props.onTested once there is a result, so that the verdict of the table may be seen
 */
export function ClaimRun({ claim, onTested }: { claim: TestableClaim; onTested: () => void }) {
  const [isBegun, setBegun] = useState(false);
  const [results, setResults] = useState<readonly SegmentSeen[] | null>(null);
  const seconds = claim.runs.map(({ address }) => fromQuery(address).settings.scenario.length);
  // The lanes have a link to their run of their own.
  const links = isBegun && claim.runs.length === 1 ? [] : claim.runs;
  return (
    <section aria-labelledby="tested" className="mt-5">
      <h3 id="tested" className="text-[1.07rem]">
        {claim.runs.length === 1 ? 'Tested by a run' : `Tested by ${claim.runs.length} runs`}
      </h3>
      <ol className="mt-1 mb-3">
        {claim.runs.map(({ setting }, i) => (
          <li key={setting} className="text-muted">
            {claim.runs.length > 1 && `${i + 1}. `}
            {setting}; {seconds[i]} s
          </li>
        ))}
      </ol>
      <div aria-live="polite">{results && <Result claim={claim} results={results} />}</div>
      {isBegun && (
        <div className="mb-3">
          <EmbeddedRun
            autoStart
            runs={claim.runs.map(({ address }) => address)}
            onResults={(all) => {
              setResults(all);
              onTested();
            }}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-1 print:hidden">
        {!isBegun && (
          <Button look="primary" className="mr-2 max-sm:min-h-11" onClick={() => setBegun(true)}>
            <Play size={14} aria-hidden="true" />
            Run it here, {seconds.reduce((sum, one) => sum + one, 0)} s
          </Button>
        )}
        {links.map(({ address }, i) => (
          <a key={address} className={`${buttonClass('quiet')} max-sm:min-h-11`} href={`/?${address}`}>
            Open {claim.runs.length > 1 && `run ${i + 1} `}in the playground
          </a>
        ))}
      </div>
    </section>
  );
}

/** The verdict of the runs beside that of the table, in a sentence with their figures, and drawn. */
function Result({ claim, results }: { claim: TestableClaim; results: readonly SegmentSeen[] }) {
  const result = testClaim(claim.shows, results);
  const recorded = useRecorded();
  return (
    <div
      data-run-verdict={result.verdict ?? 'none'}
      className="mb-4 rounded-control border border-line bg-sunken p-3.5"
    >
      <dl className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <dt className="text-muted">{recorded === undefined ? 'Your run' : 'The recorded run'}</dt>
        <dd>{result.verdict ? <VerdictPill verdict={result.verdict} /> : 'This run does not show it'}</dd>
        <dt className="ml-3 text-muted">The table</dt>
        <dd>
          <VerdictPill verdict={claim.verdict} />
        </dd>
      </dl>
      {result.verdict ? (
        <p className="mt-2 max-w-[70ch] text-answer">
          <Sentences of={[result.sentence]} />
        </p>
      ) : (
        <ul className="mt-2 list-disc pl-5">
          {result.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {result.verdict !== claim.verdict && (
        <p className="mt-2 text-muted">
          {recorded === undefined
            ? 'Your run and the table differ. A machine that is busy with other things can do that: run it again.'
            : 'The recorded run and the table differ. A machine that is busy with other things can do that.'}
        </p>
      )}
      {recorded !== undefined && <p className="mt-2 text-small text-muted">It was {recorded}.</p>}
      <div className="mt-3 grid gap-4">
        {drawn(claim, results).map((figure) => (
          <ClaimBars key={figure.key} figure={figure} />
        ))}
      </div>
    </div>
  );
}
