'use client';

import { useId, useState } from 'react';
import { Pill } from '@/components/ui/pill';
import { Scrollable } from '@/components/ui/scrollable';
import type { OperatorExperiment, RunVerdict, Seen } from '@/lib/experiments/operators/operator-experiment';
import type { Experiment } from '@/lib/learn/experiment';
import { ExperimentFrame } from '../experiment-frame';
import { useOperatorRun } from './use-operator-run';

/** One experiment of the page: its question, its run, what is seen of it, its verdict. */
export function OperatorRun({ run, words }: { run: OperatorExperiment; words: Experiment }) {
  const { state, seen, verdict, failed, start, stop } = useOperatorRun(run);
  const [input, setInput] = useState(run.input?.standard ?? '');
  return (
    <ExperimentFrame
      experiment={words}
      heading="h2"
      state={state}
      onRun={() => start(input)}
      onStop={stop}
      verdict={said(verdict, failed)}
      controls={
        <>
          {run.input && <Field {...run.input} value={input} onChange={setInput} />}
          <span className="text-small text-muted">takes about {Math.ceil(run.seconds)} s</span>
        </>
      }
    >
      {seen && <SeenTable title={words.title} seen={seen} />}
    </ExperimentFrame>
  );
}

function said(verdict: RunVerdict | null, failed: string | null) {
  if (failed !== null) return <p className="text-bad">It could not be run: {failed}</p>;
  if (!verdict) return null;
  const { kind, words } = verdict;
  return (
    <p data-kind={kind}>
      {kind !== 'so' && (
        <>
          <Pill look={kind === 'not so' ? 'bad' : 'warn'}>
            {kind === 'not so' ? 'not so here' : 'cannot be told'}
          </Pill>{' '}
        </>
      )}
      {words}
    </p>
  );
}

function Field(props: { label: string; longest: number; value: string; onChange: (value: string) => void }) {
  const { label, longest, value, onChange } = props;
  const id = useId();
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={longest}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={({ target }) => onChange(target.value)}
        className="min-h-8 w-64 max-w-full rounded-control border border-strong bg-card px-2 font-mono text-small max-sm:min-h-11"
      />
    </span>
  );
}

function SeenTable({ title, seen: { table, texts } }: { title: string; seen: Seen }) {
  return (
    <>
      <Scrollable label={`${title}: what was measured`} className="overflow-x-auto">
        <table className="w-full border-collapse text-note lg:w-auto lg:min-w-[55%]">
          <thead>
            <tr className="border-b border-line text-muted">
              <td />
              {table.columns.map((column) => (
                <th key={column} scope="col" className="py-1 pl-4 text-right align-bottom font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ name, cells }) => (
              <tr key={name + cells[0]} className="border-b border-line last:border-0">
                <th scope="row" className="min-w-28 py-1.5 text-left font-normal">
                  {name}
                </th>
                {cells.map((cell, index) => (
                  <td key={table.columns[index]} className="py-1.5 pl-4 text-right break-all">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
      {texts.map(({ name, text }) => (
        <div key={name} className="mt-3">
          <h3 className="text-note font-medium text-muted">{name}</h3>
          <Scrollable label={name} className="mt-1 overflow-x-auto rounded-control bg-sunken px-3 py-2">
            <pre className="font-mono text-small">{text}</pre>
          </Scrollable>
        </div>
      ))}
    </>
  );
}
