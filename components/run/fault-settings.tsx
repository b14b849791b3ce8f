'use client';

import { useId } from 'react';
import { useStore } from '@/components/ui/use-store';
import { useTyped } from '@/components/ui/use-typed';
import { scenarioSchema } from '@/lib/scenario/scenario';
import type { PageRun } from './page-run';

const { script } = scenarioSchema.shape;

/** What goes wrong by itself, and when. */
export function FaultSettings({ run }: { run: PageRun }) {
  const planned = useStore(run.setup).scenario.script;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-semibold">Planned faults</legend>
      <ScriptSetting script={planned} onChange={(next) => run.change({ script: next })} />
    </fieldset>
  );
}

function ScriptSetting(props: { script: readonly string[]; onChange: (script: string[]) => void }) {
  const id = useId();
  const { problem, input } = useTyped({
    text: props.script.join(', '),
    schema: script,
    decode: entriesOf,
    onChange: props.onChange,
  });
  return (
    <div>
      <label htmlFor={id} className="text-small text-muted">
        second:fault:seconds, with commas between
      </label>
      <input
        id={id}
        placeholder="20:freeze:10, 40:rst"
        aria-describedby={problem ? `${id}-problem` : undefined}
        {...input}
        className="w-full rounded border border-strong bg-card px-1 aria-invalid:border-bad"
      />
      {problem && (
        <p id={`${id}-problem`} className="text-small text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

const entriesOf = (text: string) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
