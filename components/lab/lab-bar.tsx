'use client';

import { Play, SlidersHorizontal, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Knob } from '@/components/ui/knob';
import { formatClock, formatCount, formatCountOf } from '@/lib/figures/format';
import { secondsOf } from '@/lib/load/job';
import { type Lab, loadsOf, problemOf } from '@/lib/load/lab';
import type { LabState } from '@/lib/load/lab-state';
import { defaultLoad } from '@/lib/load/settings';
import { knobOf } from '@/lib/scenario/knobs';
import { CLIENT_STOPS, SECOND_STOPS } from './stops';

/** The buttons that start and stop a job, and what changes its answer. */
export function LabBar(props: {
  lab: Lab;
  state: LabState;
  change: (settings: Partial<Lab>) => void;
  start: () => void;
  stop: () => void;
  settingsOpen: boolean;
  onSettings: () => void;
}) {
  const { lab, state, change, start, stop, settingsOpen, onSettings } = props;
  const loads = loadsOf(lab);
  const problem = problemOf(lab);
  const rate = knobOf('rate');
  return (
    <section aria-label="Controls" className="rounded-card border border-line bg-card px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {state.job ? (
          <Button look="primary" disabled={state.job.stopping} onClick={stop}>
            <Square size={14} aria-hidden="true" />
            Stop
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={state.connection.kind !== 'open' || problem !== null}
            onClick={start}
          >
            <Play size={14} aria-hidden="true" />
            {state.runs.length > 0 ? 'Measure again' : 'Measure'}
          </Button>
        )}
        <p className="text-small leading-tight text-muted">
          {formatCountOf(loads.length, 'measurement')}
          <br />
          about {formatClock(secondsOf(loads))} min (estimated)
        </p>
        <span aria-hidden="true" className="w-px self-stretch bg-line max-lg:hidden" />
        <div className="flex flex-1 basis-72 flex-wrap gap-x-5 gap-y-1">
          <Knob
            label="Clients up to"
            value={lab.clients}
            stops={CLIENT_STOPS}
            standard={defaultLoad.clients}
            format={formatCount}
            onChange={(clients) => change({ clients })}
          />
          {rate && <Knob {...rate} value={lab.rate} onChange={(value) => change({ rate: value })} />}
          <Knob
            label="Each lasts"
            value={lab.seconds}
            stops={SECOND_STOPS}
            standard={defaultLoad.seconds}
            format={(seconds) => `${seconds} s`}
            onChange={(seconds) => change({ seconds })}
          />
        </div>
        <Button aria-expanded={settingsOpen} onClick={onSettings} className="ml-auto">
          <SlidersHorizontal size={15} aria-hidden="true" />
          All settings
        </Button>
      </div>
      {problem && (
        <p role="note" className="mt-2 rounded-control bg-warn-ground px-3 py-1.5 text-warn">
          {problem}
        </p>
      )}
    </section>
  );
}
