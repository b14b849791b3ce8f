import type { ReactNode } from 'react';
import { SiteHeader } from '@/components/ui/site-header';
import { type Experiment, pathOf } from '@/lib/learn/experiment';

/**
 * A page of experiments: the site's head, the pages beside it, and its content.
 *
 * @param props.current the id of the experiment whose page this is; null for the list
 * @param props.buttons of this page, in the site's head
 */
export function ExperimentPage(props: {
  experiments: readonly Experiment[];
  current: string | null;
  buttons?: ReactNode;
  children: ReactNode;
}) {
  const { experiments, current, buttons, children } = props;
  return (
    <>
      <SiteHeader current="Experiments">{buttons}</SiteHeader>
      <div className="mx-auto max-w-[1440px] px-4 sm:px-6">
        {current !== null && (
          <nav aria-label="Experiments" className="flex gap-1 overflow-x-auto border-b border-line">
            <Tab href="/experiments" name="All" isCurrent={false} />
            {experiments
              .filter(({ page }) => page === undefined)
              .map((experiment) => (
                <Tab
                  key={experiment.id}
                  href={pathOf(experiment)}
                  name={experiment.title}
                  isCurrent={experiment.id === current}
                />
              ))}
          </nav>
        )}
        <main id="main" className="pt-6 pb-20">
          {children}
        </main>
      </div>
    </>
  );
}

function Tab({ href, name, isCurrent }: { href: string; name: string; isCurrent: boolean }) {
  return (
    <a
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className="relative flex min-h-11 items-center px-3 whitespace-nowrap text-muted -outline-offset-2 first:pl-0 hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-3 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink"
    >
      {name}
    </a>
  );
}
