'use client';

import { memo } from 'react';
import { More } from '@/components/ui/more';
import { NumberSetting } from '@/components/ui/number-setting';
import { Select } from '@/components/ui/select';
import { OwnSettings } from '@/components/ui/technique-own-settings';
import { TechniqueSetting } from '@/components/ui/technique-setting';
import { useStore } from '@/components/ui/use-store';
import { PaddingSetting, TickRateSetting } from '@/components/ui/workload-settings';
import { stocks } from '@/lib/market/symbols';
import { defaultScenario, scenarioSchema } from '@/lib/scenario/scenario';
import { FaultSettings } from './fault-settings';
import { NetworkSettings } from './network-settings';
import type { PageRun } from './page-run';
import { SeedSetting } from './seed-setting';

const { burst, symbols, length } = scenarioSchema.shape;

const lengths: Record<number, string> = { 0: 'endless' };

/** All settings of the scenario. Every change acts at once. */
export const Settings = memo(function Settings({ run }: { run: PageRun }) {
  const { scenario } = useStore(run.setup);
  const { change } = run;
  const traded = stocks.slice(0, scenario.symbols).map(({ symbol }) => symbol);

  return (
    <div className="flex flex-col gap-5">
      <TechniqueSetting value={scenario.techniques} onChange={(chosen) => change({ techniques: chosen })} />

      <fieldset className="flex min-w-0 flex-col gap-1">
        <legend className="mb-1 font-semibold">Market</legend>
        <TickRateSetting workload={scenario} change={change} />
        <More label="More of the market">
          <NumberSetting
            label="Burst size"
            unit="ticks"
            value={scenario.burst}
            schema={burst}
            stops={[1, 2, 5, 10, 20, 50, 100]}
            named={(value) => (value === 1 ? 'steady' : 'bursts')}
            onChange={(value) => change({ burst: value })}
          />
          <NumberSetting
            label="Symbols"
            unit=""
            value={scenario.symbols}
            schema={symbols}
            stops={[1, 2, 4, 8, 12, 16, 20]}
            onChange={(value) =>
              change({
                symbols: value,
                // The lanes cannot show a stock that is no longer traded.
                symbol: stocks.slice(0, value).some(({ symbol }) => symbol === scenario.symbol)
                  ? scenario.symbol
                  : defaultScenario.symbol,
              })
            }
          />
          <PaddingSetting workload={scenario} change={change} />
        </More>
        <div className="flex justify-between gap-2">
          <Select
            label="Shown"
            value={scenario.symbol}
            options={Object.fromEntries(traded.map((symbol) => [symbol, symbol]))}
            onChange={(symbol) => change({ symbol })}
          />
          <SeedSetting value={scenario.seed} onChange={(value) => change({ seed: value })} />
        </div>
      </fieldset>

      <OwnSettings settings={scenario} change={change} />

      <NetworkSettings run={run} />
      <FaultSettings run={run} />

      <fieldset className="flex min-w-0 flex-col gap-1">
        <legend className="mb-1 font-semibold">Run</legend>
        <NumberSetting
          label="Length"
          unit="s"
          value={scenario.length}
          schema={length}
          stops={[0, 10, 30, 60, 120, 300, 600, 1800, 3600]}
          named={(value) => lengths[value]}
          onChange={(value) => change({ length: value })}
        />
        <label className="flex min-h-6 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={scenario.trader}
            onChange={({ target }) => change({ trader: target.checked })}
            className="size-4 accent-ink"
          />
          Automatic trader
        </label>
        <p className="text-small text-muted">
          Every second each lane offers 100 shares at the price on its screen, and whoever knows the true
          price takes the better side. Its trades count as traffic.
        </p>
      </fieldset>
    </div>
  );
});
