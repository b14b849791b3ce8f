'use client';

import { useId } from 'react';
import type * as z from 'zod/mini';
import { nearest } from './nearest';
import { decodeNumber, useTyped } from './use-typed';

/** A number that is set by a slider over useful values, or typed in exactly. */
export function NumberSetting(props: {
  label: string;
  unit: string;
  value: number;
  schema: z.ZodMiniType<number>;
  /** The values of the slider, ascending. */
  stops: readonly number[];
  /** What a value is called where the number alone says too little. */
  named?: (value: number) => string | undefined;
  onChange: (value: number) => void;
}) {
  const { label, unit, value, schema, stops, named, onChange } = props;
  const id = useId();
  const { problem, forget, input } = useTyped({
    text: String(value),
    schema,
    decode: decodeNumber,
    onChange,
  });

  const stop = nearest(stops, value);
  const name = named?.(value);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="whitespace-nowrap">
          {label}
        </label>
        <span className="flex items-baseline gap-1 text-muted">
          {name && <span className="text-small">{name}</span>}
          <input
            aria-label={`${label}, exact value in ${unit}`}
            aria-describedby={problem ? `${id}-problem` : undefined}
            inputMode="decimal"
            {...input}
            className="w-13 rounded border border-strong bg-card px-1 text-right text-ink aria-invalid:border-bad"
          />
          <span className="w-9 text-small whitespace-nowrap">{unit}</span>
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={stop}
        aria-valuetext={`${value} ${unit}${name ? `, ${name}` : ''}`}
        onChange={({ target }) => {
          forget();
          onChange(stops[Number(target.value)] ?? value);
        }}
        className="knob w-full"
        style={{ '--share': stops.length > 1 ? stop / (stops.length - 1) : 0 } as React.CSSProperties}
      />
      {problem && (
        <p id={`${id}-problem`} className="text-small text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
