/** A few values next to each other, one of them chosen. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: Readonly<Record<T, string>>;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="inline-flex overflow-hidden rounded border border-strong">
      <legend className="sr-only">{props.label}</legend>
      {(Object.keys(props.options) as T[]).map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
          className="cursor-pointer px-1.5 py-px text-xs text-muted -outline-offset-2 aria-pressed:bg-ink aria-pressed:text-card"
        >
          {props.options[value]}
        </button>
      ))}
    </fieldset>
  );
}
