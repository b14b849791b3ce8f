import { Prose } from '@/components/learn/prose';
import type { Lesson } from '@/lib/learn/lesson';

/** The reasons behind what was measured, their sources, and what is asked next; answers open when they are wanted. */
export function Why({ lesson: { why, sources, next } }: { lesson: Lesson }) {
  return (
    <section aria-label="Why" className="flex flex-col gap-3 border-t border-line pt-4">
      <h2 className="text-answer">Why</h2>
      <Prose>{why}</Prose>
      <p className="text-small text-muted">
        Source:{' '}
        {sources.map(({ title, href }, i) => (
          <span key={title}>
            {i > 0 && '; '}
            {href ? (
              <a href={href} target="_blank" rel="noreferrer" className="underline">
                {title}
              </a>
            ) : (
              title
            )}
          </span>
        ))}
      </p>
      <h2 className="text-answer">What an interviewer asks next</h2>
      {next.map(({ q, a }) => (
        <details key={q} className="rounded-card border border-line bg-card px-4 py-2.5">
          <summary className="min-h-6 cursor-pointer font-medium">{q}</summary>
          <div className="mt-2">
            <Prose>{a}</Prose>
          </div>
        </details>
      ))}
    </section>
  );
}
