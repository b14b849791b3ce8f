import type { Lesson } from '@/lib/learn/lesson';
import { partsOf } from '@/lib/learn/sentence-template';
import { nameOf } from '@/lib/techniques';
import { FullAddress } from './full-address';
import { Prose } from './prose';

/** A lesson on paper, a sheet of A4: guess, run, write down what was measured, and then why. */
export function Handout({ lesson }: { lesson: Lesson }) {
  const { id, title, minutes, ask, choices, runs, reveal, why, sources, next } = lesson;
  return (
    <article className="sheet mx-auto max-w-[760px] rounded-card border border-line bg-card p-8 max-sm:p-4 print:max-w-none print:border-0 print:p-0">
      <header className="flex items-baseline justify-between gap-6 border-b border-line pb-2">
        <p className="text-note text-muted">
          Realtime Playground · {minutes} min · <FullAddress path={`/learn/lessons/${id}`} />
        </p>
        <p className="flex shrink-0 items-baseline gap-2 text-note text-muted max-sm:hidden">
          Name <Blank />
        </p>
      </header>
      <h1 className="mt-4 text-[1.72rem]">{title}</h1>

      <Step number={1} name="Guess, before anything runs">
        <p>{ask}</p>
        <ul className="mt-2 grid gap-x-6 gap-y-1.5 sm:grid-cols-2 print:grid-cols-2">
          {choices.map(({ label }) => (
            <li key={label} className="flex items-baseline gap-2.5">
              <span className="size-3.5 shrink-0 translate-y-0.5 rounded-[3px] border border-ink" />
              {label}
            </li>
          ))}
        </ul>
        <p className="mt-2 flex items-end gap-2">
          Because <Blank />
        </p>
      </Step>

      <Step number={2} name={runs.length > 1 ? 'Run them' : 'Run it'}>
        <ul className="space-y-0.5">
          {runs.map((query) => (
            <li key={query}>
              <FullAddress path={`/?${query}`} />
            </li>
          ))}
        </ul>
      </Step>

      <Step number={3} name="Write down what was measured">
        <ul className="space-y-2 leading-[1.9]">
          {reveal.map((sentence) => (
            <li key={sentence}>{withBlanks(sentence)}</li>
          ))}
        </ul>
      </Step>

      <p className="my-4 border-t border-dashed border-strong pt-1 text-center text-small text-muted">
        Fold here until the run is over
      </p>

      <Step number={4} name="Why">
        <Prose>{why}</Prose>
        <p className="mt-2 text-note text-muted">
          Source: {sources.map(({ title: source }) => source).join('; ')}
        </p>
      </Step>

      <Step number={5} name="To go on">
        <ul className="space-y-2">
          {next.map(({ q }) => (
            <li key={q}>
              {q}
              <span className="mt-6 block border-b border-strong" />
            </li>
          ))}
        </ul>
      </Step>
    </article>
  );
}

function Step({ number, name, children }: { number: number; name: string; children: React.ReactNode }) {
  return (
    <section className="mt-4 print:break-inside-avoid">
      <h2 className="mb-1 text-answer">
        {number} · {name}
      </h2>
      {children}
    </section>
  );
}

/** Room to write in a line. */
function Blank() {
  return <span className="inline-block h-5 min-w-36 flex-1 border-b border-strong" />;
}

/** A sentence with room for each figure that the run gives. */
function withBlanks(sentence: string): string {
  return partsOf(sentence)
    .parts.map((part) =>
      'text' in part ? part.text : 'technique' in part ? nameOf(part.technique) : '_'.repeat(12),
    )
    .join('');
}
