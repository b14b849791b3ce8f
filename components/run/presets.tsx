import { Select } from '@/components/ui/select';
import { useStore } from '@/components/ui/use-store';
import { matchingPreset, presets, settingsOf } from '@/lib/scenario/presets';
import type { PageRun } from './page-run';

const OWN = 'Own settings';

/** The prepared scenarios, and what to look at in the one that is chosen. */
export function Presets({ run }: { run: PageRun }) {
  const current = matchingPreset(useStore(run.setup).scenario);
  const names: string[] = [...presets.map(({ name }) => name), ...(current ? [] : [OWN])];
  return (
    <div className="flex flex-col gap-1">
      <Select<string>
        label="Scenario"
        value={current?.name ?? OWN}
        options={Object.fromEntries(names.map((name) => [name, name]))}
        onChange={(chosen) => {
          const preset = presets.find(({ name }) => name === chosen);
          if (preset) run.begin(settingsOf(preset));
        }}
      />
      <p className="lg:min-h-[3lh] text-small text-muted">
        {current?.question ?? 'Share these settings with “Copy link”.'}
      </p>
    </div>
  );
}
