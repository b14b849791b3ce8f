'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { NumberSetting } from '@/components/ui/number-setting';
import { OwnSettings } from '@/components/ui/technique-own-settings';
import { TechniqueSetting } from '@/components/ui/technique-setting';
import { PaddingSetting, TickRateSetting } from '@/components/ui/workload-settings';
import { formatClock, formatCountOf } from '@/lib/figures/format';
import { secondsOf } from '@/lib/load/job';
import { type Lab, labSchema, loadsOf, problemOf, stepsOf } from '@/lib/load/lab';
import type { LabState } from '@/lib/load/lab-state';

const { clients, seconds } = labSchema.shape;

/** What is measured, and the buttons that start and stop it. */
export function LabSettings(props: {
  lab: Lab;
  state: LabState;
  change: (settings: Partial<Lab>) => void;
  start: () => void;
  stop: () => void;
}) {
  const { lab, state, change, start, stop } = props;
  const loads = loadsOf(lab);
  const steps = stepsOf(lab);
  const problem = problemOf(lab);
  const [open, setOpen] = useState(false);

  return (
    <section
      aria-label="Settings"
      className="flex flex-col gap-2 self-start rounded-lg border border-line bg-card p-3 max-lg:w-full"
    >
      <div className="flex gap-1.5">
        <Button
          look="primary"
          className="flex-1"
          disabled={state.connection.kind !== 'open' || state.job !== null || problem !== null}
          onClick={start}
        >
          Start
        </Button>
        <Button className="flex-1" disabled={!state.job || state.job.stopping} onClick={stop}>
          Stop
        </Button>
      </div>
      {problem ? (
        <p role="note" className="rounded bg-warn-ground px-2 py-1 text-small text-warn">
          {problem}
        </p>
      ) : (
        <p className="text-small text-muted">
          {formatCountOf(loads.length, 'measurement')}, about {formatClock(secondsOf(loads))} min (estimated)
        </p>
      )}

      {/* On a small screen what is found comes first, and the settings when they are asked for. */}
      <Button className="lg:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide settings' : 'Settings'}
      </Button>
      <div className={`flex-col gap-2 lg:flex ${open ? 'flex' : 'hidden'}`}>
        <TechniqueSetting value={lab.techniques} onChange={(techniques) => change({ techniques })} />

        <fieldset className="flex min-w-0 flex-col gap-1">
          <legend className="mb-1 font-semibold">Load</legend>
          <NumberSetting
            label="Clients"
            unit=""
            value={lab.clients}
            schema={clients}
            stops={[1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000]}
            onChange={(value) => change({ clients: value })}
          />
          <div className="flex items-center justify-between gap-2">
            <span className="text-muted">Measured</span>
            <Choice
              label="What is measured"
              value={lab.growth ? 'growth' : 'one'}
              options={{ growth: 'growth', one: 'only this' }}
              onChange={(value) => change({ growth: value === 'growth' })}
            />
          </div>
          <p className="text-small text-muted">
            {steps.map((step) => step.toLocaleString('en-US')).join(' · ')}
          </p>
          <TickRateSetting workload={lab} change={change} />
          <NumberSetting
            label="Each lasts"
            unit="s"
            value={lab.seconds}
            schema={seconds}
            stops={[1, 2, 3, 5, 10, 20, 30, 60]}
            onChange={(value) => change({ seconds: value })}
          />
          <PaddingSetting workload={lab} change={change} />
        </fieldset>

        <OwnSettings settings={lab} change={change} />
      </div>
    </section>
  );
}
