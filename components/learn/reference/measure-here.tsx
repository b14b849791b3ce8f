'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { settingsInWords } from '@/components/learn/settings-in-words';
import { Button } from '@/components/ui/button';
import { MEASURED_SECONDS, type MeasuredHere, measuredFrom, measuredRuns } from '@/lib/learn/measured-here';
import { fromQuery } from '@/lib/scenario/url';
import { dateInWords } from './use-measured';

const EmbeddedRun = dynamic(
  () => import('@/components/learn/embedded-run').then((module) => module.EmbeddedRun),
  { ssr: false },
);

/** When and how the figures of this machine were measured, and the runs that measure them. */
export function MeasureHere(props: {
  measured: MeasuredHere | null;
  onMeasured: (measured: MeasuredHere) => void;
}) {
  const { measured, onMeasured } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section aria-label="Measured here" className="mb-4 flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="text-note text-muted">
          {measured
            ? `Measured ${dateInWords(measured.at)} in this browser, in ${measured.runs.length} runs:`
            : 'Not measured yet.'}
        </p>
        {measured?.runs.map((run) => (
          <a key={run} href={`/?${run}`} className="text-note underline underline-offset-3">
            {runInWords(run)}
          </a>
        ))}
        <Button className="max-sm:min-h-11 print:hidden" onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Close the lanes' : `Measure ${measured ? 'again' : 'here'}, ${MEASURED_SECONDS} s`}
        </Button>
      </div>
      {isOpen && (
        <EmbeddedRun
          runs={measuredRuns}
          autoStart
          onResults={(results) => onMeasured(measuredFrom(results, Date.now()))}
        />
      )}
    </section>
  );
}

function runInWords(run: string): string {
  const { scenario } = fromQuery(run).settings;
  return [...settingsInWords(scenario), `for ${scenario.length} s`].join(', ');
}
