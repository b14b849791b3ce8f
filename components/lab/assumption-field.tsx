'use client';

import { useId, useState } from 'react';
import {
  type AssumptionName,
  assumptionsSchema,
  assumptionWords,
  type Default,
} from '@/lib/load/assumptions';
import { allowedIn } from '@/lib/schema/allowed';

/** An assumption: its value, and where it comes from, with the way back to the default. */
export function AssumptionField(props: {
  name: AssumptionName;
  value: number;
  standard: Default;
  isChanged: boolean;
  /** undefined goes back to the default. */
  onChange: (value: number | undefined) => void;
}) {
  const { name, value, standard, isChanged, onChange } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const { label, unit } = assumptionWords[name];
  const schema = assumptionsSchema.shape[name];
  const read = (text: string) => schema.safeParse(text.trim() === '' ? Number.NaN : Number(text));
  const isWrong = typed !== null && !read(typed).success;

  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block truncate text-xs text-muted">
        {label}
      </label>
      <span className="flex items-baseline gap-1">
        <input
          id={id}
          inputMode="decimal"
          value={typed ?? String(value)}
          aria-invalid={isWrong}
          aria-describedby={`${id}-source`}
          onChange={({ target }) => {
            setTyped(target.value);
            const next = read(target.value);
            if (next.success) onChange(next.data);
          }}
          onBlur={() => setTyped(null)}
          className="w-full min-w-0 rounded border border-strong bg-card px-1 text-right aria-invalid:border-down"
        />
        <span className="shrink-0 text-xs text-muted">{unit}</span>
      </span>
      <p id={`${id}-source`} className="text-xs text-muted">
        {isWrong ? (
          <span className="text-down">allowed: {allowedIn(schema)}</span>
        ) : isChanged ? (
          <>
            changed by you,{' '}
            <button
              type="button"
              aria-label={`${label}: back to ${standard.value}, ${standard.source}`}
              className="cursor-pointer text-accent underline"
              onClick={() => onChange(undefined)}
            >
              back to {standard.value}
            </button>
          </>
        ) : (
          standard.source
        )}
      </p>
    </div>
  );
}
