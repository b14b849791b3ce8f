'use client';

import { type ReactNode, type RefObject, useId, useRef } from 'react';

/** The attributes that tie a button to what it opens. */
export interface Opener {
  popoverTarget: string;
  style: React.CSSProperties;
}

/**
 * What floats beside the button that opens it, until Escape is pressed, or something else is: a menu, or a note. The browser
 * itself does all of that.
 *
 * @param props.opener draws the button with the attributes it is given
 */
export function Floating(props: {
  label: string;
  opener: (attributes: Opener) => ReactNode;
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const { label, opener, className = '', children } = props;
  const [id, anchor] = useAnchor();
  const floating = useRef<HTMLDivElement>(null);
  return (
    <>
      {opener({ popoverTarget: id, style: { anchorName: anchor } })}
      <div
        ref={floating}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        style={{ positionAnchor: anchor }}
        className={`floats rounded-control border border-line bg-card text-ink ${className}`}
      >
        {typeof children === 'function' ? children(() => hide(floating)) : children}
      </div>
    </>
  );
}

/** An id, and the name of a CSS anchor, for one button and what floats beside it. */
export function useAnchor(): [id: string, anchor: string] {
  const id = useId().replaceAll(/[^\w-]/g, '');
  return [`floats-${id}`, `--floats-${id}`];
}

function hide(floating: RefObject<HTMLDivElement | null>): void {
  floating.current?.hidePopover();
}
