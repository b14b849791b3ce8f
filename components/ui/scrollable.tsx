import type { ReactNode } from 'react';

/** A part of the page that scrolls by itself, by keyboard too. It is named by `label`, or by the element `labelledBy`. */
export function Scrollable(props: {
  label?: string;
  labelledBy?: string;
  className: string;
  children: ReactNode;
}) {
  const { label, labelledBy, className, children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: not every browser lets the keyboard reach what scrolls (WCAG 2.1.1)
    <section tabIndex={0} aria-label={label} aria-labelledby={labelledBy} className={className}>
      {children}
    </section>
  );
}
