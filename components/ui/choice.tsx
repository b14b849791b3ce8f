/** A few values next to each other, one of them chosen. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: Readonly<Record<T, string>>;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="inline-flex shrink-0 overflow-hidden rounded-control border border-strong">
      <legend className="sr-only">{props.label}</legend>
      {(Object.keys(props.options) as T[]).map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
          className="min-h-[26px] cursor-pointer border-l border-strong px-2.5 text-small font-medium -outline-offset-2 first:border-l-0 hover:bg-sunken aria-pressed:bg-ink aria-pressed:text-card"
        >
          {props.options[value]}
        </button>
      ))}
    </fieldset>
  );
}
