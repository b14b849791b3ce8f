'use client';

import { Menu } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Floating } from './floating';

/** The pages of the site, behind a button that says which one this is: on a phone they have no room beside each other. */
export function SiteMenu({ current, children }: { current: string; children: ReactNode }) {
  return (
    <Floating
      label="Site"
      className="p-1.5"
      opener={(attributes) => (
        <Button {...attributes} look="quiet" className="min-h-11 md:hidden">
          <Menu size={16} aria-hidden="true" />
          <span className="sr-only">Pages, this one is </span>
          {current}
        </Button>
      )}
    >
      {children}
    </Floating>
  );
}
