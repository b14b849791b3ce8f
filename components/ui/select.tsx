'use client';

import { useId } from 'react';

/** A list to choose one from. `options` has the text of each value. */
export function Select<T extends string>(props: {
  label: string;
  hideLabel?: boolean;
  value: T;
  options: Readonly<Record<T, string>>;
  onChange: (value: T) => void;
}) {
  const id = useId();
  const values = Object.keys(props.options) as T[];
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      <label htmlFor={id} className={props.hideLabel ? 'sr-only' : 'whitespace-nowrap text-muted'}>
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        onChange={({ target }) => {
          const chosen = values.find((value) => value === target.value);
          if (chosen !== undefined) props.onChange(chosen);
        }}
        className="min-w-0 rounded border border-strong bg-card px-1.5 py-1 text-ink"
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {props.options[value]}
          </option>
        ))}
      </select>
    </span>
  );
}
