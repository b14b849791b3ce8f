import { TechniqueMark } from '@/components/ui/technique-style';
import type { TechniqueId } from '@/lib/techniques';
import { nameOf } from '@/lib/techniques';

/** The values of all techniques at one place of a chart. */
export function ChartTooltip({
  title,
  entries,
}: {
  title: string;
  entries: { id: TechniqueId; text: string }[];
}) {
  return (
    <div className="rounded border border-line bg-card p-2 text-small shadow-md">
      <p className="mb-1 text-muted">{title}</p>
      {entries.map(({ id, text }) => (
        <p key={id} className="flex items-center gap-1.5">
          <TechniqueMark id={id} />
          <span>{nameOf(id)}</span>
          <span className="ml-auto pl-3 font-medium">{text}</span>
        </p>
      ))}
    </div>
  );
}
