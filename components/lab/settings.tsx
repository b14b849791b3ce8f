'use client';

import { Choice } from '@/components/ui/choice';
import { NumberSetting } from '@/components/ui/number-setting';
import { OwnSettings } from '@/components/ui/technique-own-settings';
import { TechniqueSetting } from '@/components/ui/technique-setting';
import { PaddingSetting, TickRateSetting } from '@/components/ui/workload-settings';
import { type Lab, labSchema, stepsOf } from '@/lib/load/lab';
import { CLIENT_STOPS, SECOND_STOPS } from './stops';

const { clients, seconds } = labSchema.shape;

/** All that is measured, and how. */
export function LabSettings({ lab, change }: { lab: Lab; change: (settings: Partial<Lab>) => void }) {
  const steps = stepsOf(lab);
  return (
    <div className="flex flex-col gap-5">
      <TechniqueSetting value={lab.techniques} onChange={(techniques) => change({ techniques })} />

      <fieldset className="flex min-w-0 flex-col gap-1">
        <legend className="mb-1 font-semibold">Load</legend>
        <NumberSetting
          label="Clients"
          unit=""
          value={lab.clients}
          schema={clients}
          stops={CLIENT_STOPS}
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
          stops={SECOND_STOPS}
          onChange={(value) => change({ seconds: value })}
        />
        <PaddingSetting workload={lab} change={change} />
      </fieldset>

      <OwnSettings settings={lab} change={change} />
    </div>
  );
}
