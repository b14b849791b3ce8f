'use client';

import { type ReactNode, useRef } from 'react';
import { useAnchor } from './floating';

/** A mouse rests for so long on a word before its explanation opens, ms. */
const REST_MS = 250;

/**
 * A word with an explanation, which opens by tap, by keyboard, and where a mouse rests on it; Escape closes it.
 *
 * @param props.title of the explanation, if it is not the word itself
 */
export function Term(props: { children: ReactNode; title?: string; explanation: ReactNode }) {
  const { children, title, explanation } = props;
  const [id, anchor] = useAnchor();
  const tip = useRef<HTMLSpanElement>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Opened by a press, it stays when the mouse leaves. */
  const isPinned = useRef(false);
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        popoverTargetAction="show"
        style={{ anchorName: anchor }}
        onClick={() => {
          isPinned.current = true;
        }}
        onPointerEnter={({ pointerType }) => {
          if (pointerType !== 'mouse') return;
          isPinned.current = false;
          rest.current = setTimeout(() => tip.current?.showPopover(), REST_MS);
        }}
        onPointerLeave={() => {
          clearTimeout(rest.current);
          if (!isPinned.current && tip.current?.matches(':popover-open')) tip.current.hidePopover();
        }}
        className="cursor-help text-left underline decoration-strong decoration-dotted underline-offset-3"
      >
        {children}
      </button>
      <span
        ref={tip}
        id={id}
        popover="auto"
        role="note"
        style={{ positionAnchor: anchor }}
        className="floats max-w-72 rounded-control bg-ink px-3 py-2 text-left text-note font-normal whitespace-normal text-card"
      >
        {title && <b className="block">{title}</b>}
        {explanation}
      </span>
    </>
  );
}
