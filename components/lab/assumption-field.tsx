'use client';

import { useId } from 'react';
import { decodeNumber, useTyped } from '@/components/ui/use-typed';
import {
  type AssumptionName,
  assumptionsSchema,
  assumptionWords,
  type Default,
} from '@/lib/load/assumptions';

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
  const { label, unit } = assumptionWords[name];
  const { problem, input } = useTyped({
    text: String(value),
    schema: assumptionsSchema.shape[name],
    decode: decodeNumber,
    onChange,
  });

  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block truncate text-small text-muted">
        {label}
      </label>
      <span className="flex items-baseline gap-1">
        <input
          id={id}
          inputMode="decimal"
          aria-describedby={`${id}-source`}
          {...input}
          className="w-full min-w-0 rounded border border-strong bg-card px-1 text-right aria-invalid:border-bad"
        />
        <span className="shrink-0 text-small text-muted">{unit}</span>
      </span>
      <p id={`${id}-source`} className="text-small text-muted">
        {problem ? (
          <span className="text-bad">{problem}</span>
        ) : isChanged ? (
          <>
            changed by you,{' '}
            <button
              type="button"
              aria-label={`${label}: back to ${standard.value}, ${standard.source}`}
              className="cursor-pointer text-ink underline"
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
