/** The frame of a chart: its name, what it needs to be chosen, and the chart at a fixed height. */
export function ChartCard(props: {
  title: string;
  unit: string;
  controls?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <figure
      aria-label={props.title}
      className="flex min-w-0 flex-col rounded-lg border border-line bg-card p-2"
    >
      <figcaption className="mb-1 flex min-h-6 flex-wrap items-center justify-between gap-1">
        <span className="font-semibold">
          {props.title} <span className="text-xs font-normal text-muted">{props.unit}</span>
        </span>
        <span className="flex gap-1">{props.controls}</span>
      </figcaption>
      <div className="h-[10.5rem]">{props.children}</div>
    </figure>
  );
}
