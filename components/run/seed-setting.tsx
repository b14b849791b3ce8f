import { useId } from 'react';
import { scenarioSchema } from '@/lib/scenario/scenario';

const { seed } = scenarioSchema.shape;

/** It acts when it is left, and not with each digit: another seed is another run. */
export function SeedSetting({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label
        htmlFor={id}
        className="text-muted"
        title="The same seed gives the same prices. Another seed starts a new run."
      >
        Seed
      </label>
      <input
        id={id}
        inputMode="numeric"
        defaultValue={value}
        key={value}
        onBlur={({ target }) => {
          const next = seed.safeParse(target.value.trim() === '' ? Number.NaN : Number(target.value));
          if (next.success) onChange(next.data);
          else target.value = String(value);
        }}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
        className="w-12 rounded border border-strong bg-card px-1 text-right"
      />
    </span>
  );
}
