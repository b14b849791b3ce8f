'use client';

import { More } from '@/components/ui/more';
import { NumberSetting } from '@/components/ui/number-setting';
import { Select } from '@/components/ui/select';
import { linkPresets } from '@/lib/link/presets';
import { linkSettings, type Scenario, scenarioSchema } from '@/lib/scenario/scenario';

const { rtt, jitter, down, up, stalls, outageEvery, outageFor } = scenarioSchema.shape;

const bandwidths = [0, 10, 50, 100, 500, 1000, 5000, 20_000, 100_000];
const OWN = 'Own network';
const unlimited = (kbit: number) => (kbit === 0 ? 'unlimited' : undefined);

/** The simulated network between this page and the server. */
export function NetworkSettings(props: {
  scenario: Scenario;
  change: (settings: Partial<Scenario>) => void;
}) {
  const { scenario, change } = props;
  const link = JSON.stringify(linkSettings(scenario));
  const preset = linkPresets.find(({ settings }) => JSON.stringify(settings) === link);
  const names = [...linkPresets.map(({ name }) => name), ...(preset ? [] : [OWN])];
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-semibold">Network</legend>
      <Select
        label="Link"
        value={preset?.name ?? OWN}
        options={Object.fromEntries(names.map((name) => [name, name]))}
        onChange={(name) => change(linkPresets.find((other) => other.name === name)?.settings ?? {})}
      />
      <More label="Details of the link">
        <p className="text-xs text-muted">
          {preset?.source ?? 'Each technique has such a link of its own; the figures travel beside it.'}
        </p>
        <NumberSetting
          label="Round trip"
          unit="ms"
          value={scenario.rtt}
          schema={rtt}
          stops={[0, 10, 20, 50, 100, 200, 500, 1000, 2000]}
          onChange={(value) => change({ rtt: value })}
        />
        <NumberSetting
          label="Jitter"
          unit="ms"
          value={scenario.jitter}
          schema={jitter}
          stops={[0, 5, 10, 20, 50, 100, 200, 500]}
          onChange={(value) => change({ jitter: value })}
        />
        <NumberSetting
          label="Down"
          unit="kbit/s"
          value={scenario.down}
          schema={down}
          stops={bandwidths}
          named={unlimited}
          onChange={(value) => change({ down: value })}
        />
        <NumberSetting
          label="Up"
          unit="kbit/s"
          value={scenario.up}
          schema={up}
          stops={bandwidths}
          named={unlimited}
          onChange={(value) => change({ up: value })}
        />
        <NumberSetting
          label="Stalls"
          unit="%"
          value={scenario.stalls}
          schema={stalls}
          stops={[0, 0.1, 0.5, 1, 2, 5, 10, 20]}
          onChange={(value) => change({ stalls: value })}
        />
        <p className="text-xs text-muted">
          So many segments get lost. TCP sends them again: the reader loses nothing, but waits, for all that
          is behind them too.
        </p>
        <NumberSetting
          label="Outage every"
          unit="s"
          value={scenario.outageEvery}
          schema={outageEvery}
          stops={[0, 10, 20, 30, 60, 120, 300]}
          named={(value) => (value === 0 ? 'never' : undefined)}
          onChange={(value) => change({ outageEvery: value })}
        />
        <NumberSetting
          label="Outage for"
          unit="s"
          value={scenario.outageFor}
          schema={outageFor}
          stops={[1, 2, 5, 9, 15, 30, 60]}
          onChange={(value) => change({ outageFor: value })}
        />
      </More>
    </fieldset>
  );
}
