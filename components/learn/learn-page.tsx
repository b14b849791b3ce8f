import type { ReactNode } from 'react';
import { SiteHeader } from '@/components/ui/site-header';

const pages = [
  { href: '/learn', name: 'Lessons' },
  { href: '/learn/claims', name: 'Claims, tested' },
  { href: '/learn/interview', name: 'Interview' },
  { href: '/learn/choose', name: 'Choose' },
  { href: '/learn/reference', name: 'Reference' },
  { href: '/learn/mystery', name: 'Mystery' },
] as const;

export type LearnPageName = (typeof pages)[number]['name'];

/**
 * A page that teaches: the site's head, the pages beside it, and its content.
 *
 * @param props.current null on a page below one of these, such as a lesson
 * @param props.buttons of this page, in the site's head
 */
export function LearnPage(props: {
  current: LearnPageName | null;
  buttons?: ReactNode;
  children: ReactNode;
}) {
  const { current, buttons, children } = props;
  return (
    <>
      <SiteHeader current="Learn">{buttons}</SiteHeader>
      <div className="mx-auto max-w-[1440px] px-4 sm:px-6">
        {current && (
          <nav aria-label="Learn" className="flex gap-1 overflow-x-auto border-b border-line print:hidden">
            {pages.map(({ href, name }) => (
              <a
                key={href}
                href={href}
                aria-current={name === current ? 'page' : undefined}
                className="relative flex min-h-11 items-center px-3 whitespace-nowrap text-muted -outline-offset-2 first:pl-0 hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-3 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink first:aria-[current]:after:left-0"
              >
                {name}
              </a>
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
