'use client';

import { Fragment } from 'react';
import { More } from '@/components/ui/more';
import { NumberSetting } from '@/components/ui/number-setting';
import { Select } from '@/components/ui/select';
import { useStore } from '@/components/ui/use-store';
import { linkPresets } from '@/lib/link/presets';
import { type LinkSettings, linkSettingsSchema } from '@/lib/link/settings';
import { linkSettings } from '@/lib/scenario/scenario';
import type { PageRun } from './page-run';

const OWN = 'Own network';

const bandwidth = {
  unit: 'kbit/s',
  stops: [0, 10, 50, 100, 500, 1000, 5000, 20_000, 100_000],
  named: (kbit: number) => (kbit === 0 ? 'unlimited' : undefined),
};

interface Detail {
  name: keyof LinkSettings;
  label: string;
  unit: string;
  stops: readonly number[];
  named?: (value: number) => string | undefined;
  explanation?: string;
}

const details: readonly Detail[] = [
  { name: 'rtt', label: 'Round trip', unit: 'ms', stops: [0, 10, 20, 50, 100, 200, 500, 1000, 2000] },
  { name: 'jitter', label: 'Jitter', unit: 'ms', stops: [0, 5, 10, 20, 50, 100, 200, 500] },
  { name: 'down', label: 'Down', ...bandwidth },
  { name: 'up', label: 'Up', ...bandwidth },
  {
    name: 'stalls',
    label: 'Loss',
    unit: '%',
    stops: [0, 0.1, 0.5, 1, 2, 5, 10, 20],
    explanation:
      'So many packets get lost, either way. TCP sends them again: the reader loses nothing, but waits, for all that is behind them too. About a round trip where more follows, and else 200 ms or much more. TCP’s repair is simulated here, after Linux’s.',
  },
  {
    name: 'outageEvery',
    label: 'Outage every',
    unit: 's',
    stops: [0, 10, 20, 30, 60, 120, 300],
    named: (seconds) => (seconds === 0 ? 'never' : undefined),
  },
  { name: 'outageFor', label: 'Outage for', unit: 's', stops: [1, 2, 5, 9, 15, 30, 60] },
];

/** The simulated network between this page and the server. */
export function NetworkSettings({ run }: { run: PageRun }) {
  const link = linkSettings(useStore(run.setup).scenario);
  const preset = linkPresets.find(({ settings }) => JSON.stringify(settings) === JSON.stringify(link));
  const names = [...linkPresets.map(({ name }) => name), ...(preset ? [] : [OWN])];
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-semibold">Network</legend>
      <Select
        label="Link"
        value={preset?.name ?? OWN}
        options={Object.fromEntries(names.map((name) => [name, name]))}
        onChange={(name) => run.change(linkPresets.find((other) => other.name === name)?.settings ?? {})}
      />
      <More label="Details of the link">
        <p className="text-small text-muted">
          {preset?.source ?? 'Each technique has such a link of its own; the figures travel beside it.'}
        </p>
        {details.map(({ name, explanation, ...detail }) => (
          <Fragment key={name}>
            <NumberSetting
              {...detail}
              value={link[name]}
              schema={linkSettingsSchema.shape[name]}
              onChange={(value) => run.change({ [name]: value })}
            />
            {explanation && <p className="text-small text-muted">{explanation}</p>}
          </Fragment>
        ))}
      </More>
    </fieldset>
  );
}
