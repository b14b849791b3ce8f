'use client';

import '@/lib/schema/no-eval';
import { useState } from 'react';
import { EmbeddedRun } from '@/components/learn/embedded-run';
import {
  COMPARED_SECONDS,
  comparedInWords,
  comparedRows,
  comparedRuns,
  type Weighed,
} from '@/lib/experiments/protocol-or-library';
import type { Experiment } from '@/lib/learn/experiment';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { ExperimentFrame, type ExperimentState } from '../experiment-frame';
import { ComparedTable } from './compared-table';
import { weigh } from './weigh';

/** A bare WebSocket beside a library on top of it: the same prices by both, in five short runs. */
export function ProtocolOrLibrary({ experiment }: { experiment: Experiment }) {
  const [state, setState] = useState<ExperimentState>('idle');
  const [times, setTimes] = useState(0);
  const [results, setResults] = useState<readonly SegmentSeen[]>([]);
  const [weighed, setWeighed] = useState<Weighed | null>(null);

  const run = () => {
    setState('running');
    setResults([]);
    setTimes((before) => before + 1);
  };
  const finish = (found: readonly SegmentSeen[]) => {
    setResults(found);
    setState('done');
    // Not before: what it loads would be in the way of the prices.
    weigh().then(setWeighed, () => {});
  };

  const rows = comparedRows(results, weighed);
  const sentences = comparedInWords(rows);
  return (
    <ExperimentFrame
      experiment={experiment}
      state={state}
      start={`Run (${COMPARED_SECONDS} s)`}
      onRun={run}
      onStop={() => setState('done')}
      verdict={
        sentences.length > 0
          ? sentences.map((sentence) => (
              <p key={sentence} className="mb-1">
                {sentence}
              </p>
            ))
          : null
      }
    >
      <div className="grid gap-4">
        {state === 'running' && (
          <EmbeddedRun key={times} runs={comparedRuns} autoStart waiting="below" onResults={finish} />
        )}
        <ComparedTable rows={rows} />
      </div>
    </ExperimentFrame>
  );
}
