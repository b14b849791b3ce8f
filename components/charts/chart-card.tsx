import type { ReactNode, Ref } from 'react';
import { Choice } from '@/components/ui/choice';

/** The frame of a chart: its name, what can be chosen of it, and the chart at a fixed height. */
export function ChartCard(props: {
  title: string;
  caption: string;
  choices: readonly { setting: string; label: string; options: Readonly<Record<string, string>> }[];
  settings: Readonly<Record<string, unknown>>;
  onChoose: (setting: string, value: string) => void;
  className?: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  const { title, caption, choices, settings, onChoose, className = '', ref, children } = props;
  return (
    <figure
      ref={ref}
      aria-label={title}
      className={`flex min-w-0 flex-col rounded-card border border-line bg-card px-4 pt-3 pb-2 ${className}`}
    >
      <figcaption className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="text-answer font-[650]">
          {title} <span className="ml-1 text-note font-normal text-muted">{caption}</span>
        </span>
        <span className="flex flex-wrap gap-1">
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
      <div className="h-[18rem]">{children}</div>
    </figure>
  );
}
