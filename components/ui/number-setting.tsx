'use client';

import { useId, useState } from 'react';
import type * as z from 'zod/mini';
import { allowedIn } from '@/lib/schema/allowed';

/** A number that is set by a slider over useful values, or typed in exactly. It acts as soon as it is valid. */
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
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? null : schema.safeParse(typed.trim() === '' ? Number.NaN : Number(typed));
  const problem = parsed && !parsed.success ? `allowed: ${allowedIn(schema)}` : null;

  const stop = nearest(stops, value);
  const name = named?.(value);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="whitespace-nowrap">
          {label}
        </label>
        <span className="flex items-baseline gap-1 text-muted">
          {name && <span className="text-xs">{name}</span>}
          <input
            aria-label={`${label}, exact value in ${unit}`}
            aria-invalid={problem !== null}
            aria-describedby={problem ? `${id}-problem` : undefined}
            inputMode="decimal"
            value={typed ?? String(value)}
            onChange={({ target }) => {
              setTyped(target.value);
              const next = schema.safeParse(target.value.trim() === '' ? Number.NaN : Number(target.value));
              if (next.success) onChange(next.data);
            }}
            onBlur={() => setTyped(null)}
            className="w-13 rounded border border-strong bg-card px-1 text-right text-ink aria-invalid:border-down"
          />
          <span className="w-9 text-xs whitespace-nowrap">{unit}</span>
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
          setTyped(null);
          onChange(stops[Number(target.value)] ?? value);
        }}
        className="h-5 w-full cursor-pointer accent-accent"
      />
      {problem && (
        <p id={`${id}-problem`} className="text-xs text-down">
          {problem}
        </p>
      )}
    </div>
  );
}

function nearest(stops: readonly number[], value: number): number {
  let best = 0;
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs((stops[best] ?? 0) - value)) best = index;
  });
  return best;
}
