'use client';

import { memo, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { More } from '@/components/ui/more';
import { NumberSetting } from '@/components/ui/number-setting';
import { Select } from '@/components/ui/select';
import { TechniqueMark } from '@/components/ui/technique-style';
import type { BenchCommand } from '@/lib/bench/snapshot';
import { stocks } from '@/lib/market/symbols';
import { presets } from '@/lib/scenario/presets';
import { defaultScenario, linkSettings, type Scenario, scenarioSchema } from '@/lib/scenario/scenario';
import { techniques } from '@/lib/techniques';
import { FaultSettings } from './fault-settings';
import { NetworkSettings } from './network-settings';

const { rate, burst, symbols, padding, seed, interval, timeout, length } = scenarioSchema.shape;

const lengths: Record<number, string> = { 0: 'endless' };

/** All settings of the scenario. Every change acts at once. */
export const Settings = memo(function Settings(props: {
  scenario: Scenario;
  change: (settings: Partial<Scenario>) => void;
  send: (command: BenchCommand) => void;
}) {
  const { scenario, change, send } = props;
  const [open, setOpen] = useState(false);
  const traded = stocks.slice(0, scenario.symbols).map(({ symbol }) => symbol);

  return (
    <section
      aria-label="Settings"
      className="flex flex-col gap-2 self-start rounded-lg border border-line bg-card p-3 max-lg:w-full"
    >
      <Presets scenario={scenario} change={change} />
      {/* On a small screen the lanes come first, and the settings when they are asked for. */}
      <Button className="lg:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide settings' : 'All settings'}
      </Button>
      <div className={`flex-col gap-2 lg:flex ${open ? 'flex' : 'hidden'}`}>
        <fieldset className="flex min-w-0 flex-col gap-0.5">
          <legend className="mb-1 font-semibold">Techniques</legend>
          {techniques.map(({ id, name }) => (
            <label key={id} className="flex cursor-pointer items-center gap-2">
              <input
                type="checkbox"
                checked={scenario.techniques.includes(id)}
                onChange={({ target }) =>
                  change({
                    techniques: techniques
                      .map((technique) => technique.id)
                      .filter((other) =>
                        other === id ? target.checked : scenario.techniques.includes(other),
                      ),
                  })
                }
                className="size-4 accent-accent"
              />
              <TechniqueMark id={id} />
              {name}
            </label>
          ))}
        </fieldset>

        <fieldset className="flex min-w-0 flex-col gap-1">
          <legend className="mb-1 font-semibold">Market</legend>
          <NumberSetting
            label="Tick rate"
            unit="per s"
            value={scenario.rate}
            schema={rate}
            stops={[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200]}
            onChange={(value) => change({ rate: value })}
          />
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
            <NumberSetting
              label="Padding"
              unit="B"
              value={scenario.padding}
              schema={padding}
              stops={[0, 100, 200, 500, 1000, 2000, 5000, 10_000]}
              onChange={(value) => change({ padding: value })}
            />
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

        <fieldset className="flex min-w-0 flex-col gap-1">
          <legend className="mb-1 font-semibold">Polling</legend>
          <NumberSetting
            label="Short: every"
            unit="s"
            value={scenario.interval}
            schema={interval}
            stops={[0.1, 0.2, 0.5, 1, 2, 5, 10]}
            onChange={(value) => change({ interval: value })}
          />
          <NumberSetting
            label="Long: held for"
            unit="s"
            value={scenario.timeout}
            schema={timeout}
            stops={[1, 2, 5, 10, 25, 60]}
            onChange={(value) => change({ timeout: value })}
          />
        </fieldset>

        <NetworkSettings scenario={scenario} change={change} />
        <FaultSettings scenario={scenario} change={change} send={send} />

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
          <label
            className="flex cursor-pointer items-center gap-2"
            title="Every second each lane offers 100 shares at the price on its screen, and whoever knows the true price takes the better side. Its orders count as traffic."
          >
            <input
              type="checkbox"
              checked={scenario.trader}
              onChange={({ target }) => change({ trader: target.checked })}
              className="size-4 accent-accent"
            />
            Automatic trader
          </label>
          <Select
            label="Charts"
            value={scenario.window}
            options={{ minute: 'the last minute', run: 'the whole run' }}
            onChange={(window) => change({ window })}
          />
        </fieldset>
      </div>
    </section>
  );
});

function Presets({
  scenario,
  change,
}: {
  scenario: Scenario;
  change: (settings: Partial<Scenario>) => void;
}) {
  const current = presets.find(({ settings }) => isScenario(scenario, { ...defaultScenario, ...settings }));
  const own = 'Own settings';
  return (
    <div className="flex flex-col gap-1">
      <Select
        label="Scenario"
        value={current?.name ?? own}
        options={Object.fromEntries(
          [...presets.map(({ name }) => name), ...(current ? [] : [own])].map((n) => [n, n]),
        )}
        onChange={(name) => {
          const preset = presets.find((other) => other.name === name);
          if (preset) change({ ...marketAndPolling(defaultScenario), ...preset.settings });
        }}
      />
      <p className="lg:min-h-[3lh] text-xs text-muted">
        {current?.question ?? 'Share these settings with “Copy link”.'}
      </p>
    </div>
  );
}

/** What presets are about: market, polling, trader, network and faults; neither how the page shows a run, nor how long it is. */
function marketAndPolling(scenario: Scenario) {
  const {
    techniques: on,
    rate,
    burst,
    symbols,
    padding,
    interval,
    timeout,
    symbol,
    script,
    trader,
  } = scenario;
  return {
    techniques: on,
    rate,
    burst,
    symbols,
    padding,
    interval,
    timeout,
    symbol,
    script,
    trader,
    ...linkSettings(scenario),
  };
}

function isScenario(a: Scenario, b: Scenario): boolean {
  const { symbol: _a, ...left } = marketAndPolling(a);
  const { symbol: _b, ...right } = marketAndPolling(b);
  return JSON.stringify(left) === JSON.stringify(right);
}

function SeedSetting({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label
        htmlFor={id}
        className="text-muted"
        title="The same seed gives the same prices. Another seed starts a new run."
      >
        Seed
      </label>
      <input
        id={id}
        inputMode="numeric"
        defaultValue={value}
        key={value}
        onBlur={({ target }) => {
          const next = seed.safeParse(target.value.trim() === '' ? Number.NaN : Number(target.value));
          if (next.success) onChange(next.data);
          else target.value = String(value);
        }}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
        className="w-12 rounded border border-strong bg-card px-1 text-right"
      />
    </span>
  );
}
