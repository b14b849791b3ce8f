import { type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { NumberSetting } from './number-setting';

const { rate, padding } = scenarioSchema.shape;

/** What the playground and the load lab ask of a market. */
type Workload = Pick<Scenario, 'rate' | 'padding'>;

interface Setting<Name extends keyof Workload> {
  workload: Pick<Workload, Name>;
  change: (settings: Partial<Pick<Workload, Name>>) => void;
}

export function TickRateSetting({ workload, change }: Setting<'rate'>) {
  return (
    <NumberSetting
      label="New prices"
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
