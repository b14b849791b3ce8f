import { type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { NumberSetting } from './number-setting';

const { rate, padding, interval, timeout } = scenarioSchema.shape;

/** What the playground and the load lab ask of a market, and of those who poll it. */
type Workload = Pick<Scenario, 'rate' | 'padding' | 'interval' | 'timeout'>;

interface Setting<Name extends keyof Workload> {
  workload: Pick<Workload, Name>;
  change: (settings: Partial<Pick<Workload, Name>>) => void;
}

export function TickRateSetting({ workload, change }: Setting<'rate'>) {
  return (
    <NumberSetting
      label="Tick rate"
      unit="per s"
      value={workload.rate}
      schema={rate}
      stops={[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200]}
      onChange={(value) => change({ rate: value })}
    />
  );
}

export function PaddingSetting({ workload, change }: Setting<'padding'>) {
  return (
    <NumberSetting
      label="Padding"
      unit="B"
      value={workload.padding}
      schema={padding}
      stops={[0, 100, 200, 500, 1000, 2000, 5000, 10_000]}
      onChange={(value) => change({ padding: value })}
    />
  );
}

export function PollingSettings({ workload, change }: Setting<'interval' | 'timeout'>) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-semibold">Polling</legend>
      <NumberSetting
        label="Short: every"
        unit="s"
        value={workload.interval}
        schema={interval}
        stops={[0.1, 0.2, 0.5, 1, 2, 5, 10]}
        onChange={(value) => change({ interval: value })}
      />
      <NumberSetting
        label="Long: held for"
        unit="s"
        value={workload.timeout}
        schema={timeout}
        stops={[1, 2, 5, 10, 25, 60]}
        onChange={(value) => change({ timeout: value })}
      />
    </fieldset>
  );
}
