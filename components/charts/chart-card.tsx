import { Choice } from '@/components/ui/choice';

/** The frame of a chart: its name, what can be chosen of it, and the chart at a fixed height. */
export function ChartCard(props: {
  title: string;
  caption: string;
  choices: readonly { setting: string; label: string; options: Readonly<Record<string, string>> }[];
  settings: Readonly<Record<string, unknown>>;
  onChoose: (setting: string, value: string) => void;
  children: React.ReactNode;
}) {
  const { title, caption, choices, settings, onChoose, children } = props;
  return (
    <figure
      aria-label={title}
      className="flex min-w-0 flex-col rounded-card border border-line bg-card px-4 py-3"
    >
      <figcaption className="mb-1 flex min-h-6 flex-wrap items-center justify-between gap-1">
        <span className="font-semibold">
          {title} <span className="text-small font-normal text-muted">{caption}</span>
        </span>
        <span className="flex gap-1">
          {choices.map(({ setting, label, options }) => (
            <Choice
              key={setting}
              label={label}
              value={String(settings[setting])}
              options={options}
              onChange={(value) => onChoose(setting, value)}
            />
          ))}
        </span>
      </figcaption>
      <div className="h-[10.5rem]">{children}</div>
    </figure>
  );
}
