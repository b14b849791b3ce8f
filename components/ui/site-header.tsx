import type { ReactNode } from 'react';
import { Logo } from './logo';
import { SiteMenu } from './site-menu';
import { ThemeButton } from './theme';

const pages = [
  { href: '/', name: 'Playground' },
  { href: '/learn', name: 'Learn' },
  { href: '/experiments', name: 'Experiments' },
  { href: '/lab', name: 'Load lab' },
] as const;

export type SitePage = (typeof pages)[number]['name'];

/**
 * The head of every page: what else there is, and what belongs to this one.
 *
 * @param props.children buttons of the page
 */
export function SiteHeader({ current, children }: { current: SitePage; children?: ReactNode }) {
  return (
    <header className="border-b border-line bg-card print:hidden">
      <a
        href="#main"
        className="sr-only rounded-control bg-ink px-3 py-2 text-card focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex min-h-12 max-w-[1680px] flex-wrap items-center gap-x-7 px-4 sm:min-h-13 sm:px-6 max-sm:gap-x-2">
        <a href="/" className="flex items-center gap-2.5 font-[650] tracking-tight whitespace-nowrap">
          <Logo />
          <span className="max-sm:sr-only">Realtime Playground</span>
        </a>
        <SiteMenu current={current}>
          <nav aria-label="Site" className="flex min-w-44 flex-col">
            {pages.map(({ href, name }) => (
              <a
                key={href}
                href={href}
                aria-current={name === current ? 'page' : undefined}
                className="flex min-h-11 items-center rounded-control px-3 font-medium hover:bg-sunken aria-[current]:bg-sunken"
              >
                {name}
              </a>
            ))}
          </nav>
        </SiteMenu>
        <nav aria-label="Site" className="flex gap-1 self-stretch max-md:hidden">
          {pages.map(({ href, name }) => (
            <a
              key={href}
              href={href}
              aria-current={name === current ? 'page' : undefined}
              className="relative flex min-h-12 items-center px-3 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-3 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:bg-ink"
            >
              {name}
            </a>
          ))}
        </nav>
        <div className="ml-auto flex min-h-11 items-center gap-1.5">
          {children}
          <ThemeButton />
        </div>
      </div>
    </header>
  );
}
