import { WithCode } from '@/components/learn/with-code';
import { buttonClass } from '@/components/ui/button';
import type { Card } from '@/lib/learn/card';

/** What an answer to a card is judged by. @param props.ticked entries of the checklist that were had, where one is ticking */
export function CardAnswer(props: {
  card: Card;
  ticked?: ReadonlySet<string>;
  onTick?: (entry: string, isHad: boolean) => void;
}) {
  const { card, ticked, onTick } = props;
  return (
    <div className="grid gap-x-6 gap-y-4 border-t border-line pt-4 sm:grid-cols-[3fr_2fr]">
      <section>
        <h3>A good answer</h3>
        <ul className="mt-2 grid gap-2">
          {card.good.map((entry) => (
            <li key={entry}>
              {onTick ? (
                <label className="flex min-h-6 cursor-pointer items-start gap-2.5 max-sm:min-h-11 max-sm:items-center">
                  <input
                    type="checkbox"
                    className="mt-0.5 size-[18px] shrink-0 accent-ink max-sm:mt-0"
                    checked={ticked?.has(entry) ?? false}
                    onChange={({ target }) => onTick(entry, target.checked)}
                  />
                  <span>
                    <WithCode>{entry}</WithCode>
                  </span>
                </label>
              ) : (
                <span className="flex gap-2.5">
                  <span aria-hidden="true">–</span>
                  <span>
                    <WithCode>{entry}</WithCode>
                  </span>
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <div className="flex flex-col gap-4">
        <section>
          <h3>Common wrong answer</h3>
          <p className="mt-1.5">
            “<WithCode>{card.wrong.say}</WithCode>” <WithCode>{card.wrong.why}</WithCode>
          </p>
        </section>
        <section>
          <h3>Then they ask</h3>
          <p className="mt-1.5">
            “<WithCode>{card.next.ask}</WithCode>”
          </p>
          <p className="mt-1.5 text-muted">
            <WithCode>{card.next.answer}</WithCode>
          </p>
        </section>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4 sm:col-span-2">
        <Show show={card.show} />
        <Sources sources={card.sources} />
      </div>
    </div>
  );
}

function Show({ show }: Pick<Card, 'show'>) {
  if ('none' in show) {
    return (
      <p className="flex-1 text-muted">
        <b className="text-ink">No run shows it here.</b> <WithCode>{show.none}</WithCode>
      </p>
    );
  }
  return (
    <>
      <p className="min-w-60 flex-1">
        <b>See it:</b>{' '}
        <span className="text-muted">
          <WithCode>{show.look}</WithCode>
        </span>
      </p>
      <a href={show.address} className={`${buttonClass()} no-underline max-sm:min-h-11 print:hidden`}>
        Show me
      </a>
    </>
  );
}

function Sources({ sources }: Pick<Card, 'sources'>) {
  if (sources.length === 0) return null;
  return (
    <p className="w-full text-small text-muted">
      {sources.length === 1 ? 'Source: ' : 'Sources: '}
      {sources.map(({ title, href }, index) => (
        <span key={title}>
          {index > 0 && '; '}
          {href ? (
            <a href={href} className="underline decoration-strong underline-offset-3 hover:decoration-ink">
              {title}
            </a>
          ) : (
            title
          )}
        </span>
      ))}
    </p>
  );
}
