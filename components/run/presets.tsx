import { Select } from '@/components/ui/select';
import { matchingPreset, presets, settingsOf } from '@/lib/scenario/presets';
import type { Scenario } from '@/lib/scenario/scenario';

const OWN = 'Own settings';

/** The prepared scenarios, and what to look at in the one that is chosen. */
export function Presets(props: { scenario: Scenario; change: (settings: Partial<Scenario>) => void }) {
  const { scenario, change } = props;
  const current = matchingPreset(scenario);
  const names = [...presets.map(({ name }) => name), ...(current ? [] : [OWN])];
  return (
    <div className="flex flex-col gap-1">
      <Select
        label="Scenario"
        value={current?.name ?? OWN}
        options={Object.fromEntries(names.map((name) => [name, name]))}
        onChange={(chosen) => {
          const preset = presets.find(({ name }) => name === chosen);
          if (preset) change(settingsOf(preset));
        }}
      />
      <p className="lg:min-h-[3lh] text-xs text-muted">
        {current?.question ?? 'Share these settings with “Copy link”.'}
      </p>
    </div>
  );
}
