import { isChoice, type Setting } from '@/lib/techniques/setting';
import { type TechniqueSettings, techniqueSettings } from '@/lib/techniques/settings';
import { Choice } from './choice';
import { NumberSetting } from './number-setting';

const all = Object.entries<Setting>(techniqueSettings);
const groups = [...new Set(all.map(([, { group }]) => group))];

/** The settings that are techniques' own, as the registry has them. */
export function OwnSettings(props: {
  settings: TechniqueSettings;
  change: (settings: Partial<TechniqueSettings>) => void;
}) {
  const values: Readonly<Record<string, number | string>> = props.settings;
  return groups.map((group) => (
    <fieldset key={group} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-semibold">{group}</legend>
      {all
        .filter(([, setting]) => setting.group === group)
        .map(([name, setting]) => (
          <OwnSetting
            key={name}
            setting={setting}
            value={values[name]}
            onChange={(value) => props.change({ [name]: value })}
          />
        ))}
    </fieldset>
  ));
}

function OwnSetting(props: {
  setting: Setting;
  value: number | string | undefined;
  onChange: (value: number | string) => void;
}) {
  const { setting, value = setting.standard, onChange } = props;
  if (isChoice(setting)) {
    return (
      <div className="flex items-center justify-between gap-2">
        <span className="text-muted">{setting.label}</span>
        <Choice label={setting.label} value={String(value)} options={setting.options} onChange={onChange} />
      </div>
    );
  }
  return (
    <NumberSetting
      label={setting.label}
      unit={setting.unit}
      value={Number(value)}
      schema={setting.schema}
      stops={setting.stops}
      onChange={onChange}
    />
  );
}
