import { useId } from 'react';
import { decodeNumber, useTyped } from '@/components/ui/use-typed';
import { scenarioSchema } from '@/lib/scenario/scenario';

const { seed } = scenarioSchema.shape;

export function SeedSetting({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId();
  const { problem, input } = useTyped({
    text: String(value),
    schema: seed,
    decode: decodeNumber,
    onChange,
  });
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <label htmlFor={id} className="text-muted">
        Seed
      </label>
      <input
        id={id}
        inputMode="numeric"
        aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
        {...input}
        className="w-12 rounded border border-strong bg-card px-1 text-right aria-invalid:border-bad"
      />
      {!problem && (
        <span id={`${id}-hint`} className="basis-full text-small text-muted">
          same seed, same prices
        </span>
      )}
      {problem && (
        <span id={`${id}-problem`} className="basis-full text-small text-bad">
          {problem}
        </span>
      )}
    </span>
  );
}
