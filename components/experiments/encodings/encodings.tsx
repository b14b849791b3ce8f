'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { ExperimentFrame, type ExperimentState } from '@/components/experiments/experiment-frame';
import {
  CLIENTS,
  type EncodingFigures,
  findingsOf,
  loadOf,
  queryOfRun,
  type WayFigures,
  ways,
} from '@/lib/experiments/encodings';
import type { Experiment } from '@/lib/learn/experiment';
import type { LoadResult } from '@/lib/load/result';
import type { SegmentSeen } from '@/lib/verdict/seen';
import { measureCosts } from './measure-costs';
import { WaysTable } from './ways-table';

const EmbeddedRun = dynamic(
  () => import('@/components/learn/embedded-run').then((module) => module.EmbeddedRun),
  { ssr: false },
);

const NOTHING: WayFigures = { bytes: null, micros: null, memory: null };
const nothing: EncodingFigures = {
  json: NOTHING,
  messagepack: NOTHING,
  fixed: NOTHING,
  compressed: NOTHING,
  alone: NOTHING,
};

const runs = ways.map(queryOfRun);
const loads = ways.map(loadOf);

/** What is being measured. */
type Phase = 'nothing' | 'bytes' | 'cost' | 'all';

/** The same prices as text, as binary and compressed: first what they take to this browser, then what they cost the server. */
export function Encodings({ experiment }: { experiment: Experiment }) {
  const [phase, setPhase] = useState<Phase>('nothing');
  const [attempt, setAttempt] = useState(0);
  const [figures, setFigures] = useState(nothing);
  const [problem, setProblem] = useState<string | null>(null);
  const stopCosts = useRef(() => {});
  useEffect(() => () => stopCosts.current(), []);

  const note = (id: keyof EncodingFigures, part: Partial<WayFigures>) =>
    setFigures((all) => ({ ...all, [id]: { ...all[id], ...part } }));

  function run() {
    setFigures(nothing);
    setProblem(null);
    setAttempt((count) => count + 1);
    setPhase('bytes');
  }

  function stop() {
    stopCosts.current();
    setAttempt((count) => count + 1);
    setPhase('all');
  }

  function takeBytes(results: readonly SegmentSeen[]) {
    results.forEach(({ lanes }, index) => {
      const way = ways[index];
      if (way) note(way.id, { bytes: lanes[0]?.figures.bytesPerTick ?? null });
    });
    setPhase('cost');
    stopCosts.current();
    stopCosts.current = measureCosts(loads, {
      measured: (index, result) => {
        const way = ways[index];
        if (way) note(way.id, costOf(result));
      },
      ended: (why) => {
        setProblem(why);
        setPhase('all');
      },
    });
  }

  const findings = phase === 'bytes' ? [] : findingsOf(figures);
  return (
    <ExperimentFrame
      experiment={experiment}
      state={stateOf(phase)}
      onRun={run}
      onStop={stop}
      verdict={
        findings.length === 0 ? null : (
          <>
            {findings.map((finding) => (
              <p key={finding} className="mt-1.5 first:mt-0">
                {finding}
              </p>
            ))}
            {phase === 'cost' && (
              <p className="mt-1.5 text-muted">Now the server is measured, with {CLIENTS} clients at once.</p>
            )}
            {problem && (
              <p className="mt-1.5 text-muted">Not measured: the server&rsquo;s processor. {problem}</p>
            )}
          </>
        )
      }
    >
      <WaysTable figures={figures} />
      <div className="mt-4">
        <EmbeddedRun
          key={attempt}
          runs={runs}
          autoStart={phase === 'bytes'}
          waiting="Press Run: five runs, one after the other."
          onResults={takeBytes}
        />
      </div>
    </ExperimentFrame>
  );
}

function stateOf(phase: Phase): ExperimentState {
  if (phase === 'nothing') return 'idle';
  return phase === 'all' ? 'done' : 'running';
}

function costOf({ server }: LoadResult): Partial<WayFigures> {
  // Seconds for a million prices are microseconds for one.
  return { micros: server.cpuPerMillion, memory: server.memoryPerConnection };
}
