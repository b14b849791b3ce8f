'use client';

import { X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { useStore } from '@/components/ui/use-store';
import { nameOf } from '@/lib/techniques';
import { kindNames } from '@/lib/wire/kinds';
import type { Opened } from './protocol';
import type { WireView } from './wire-view';

const loadInspector = () => import('./inspector').then(({ Inspector }) => ({ default: Inspector }));
const Inspector = lazy(loadInspector);

/** As much of the window as the sheet takes at most. */
const HEIGHT = '46vh';

/**
 * What is read byte for byte. It stands at the lower edge of the window, wherever on the page one has asked for it, until
 * it is closed, or Escape is pressed; the focus goes back to where it came from.
 *
 * @param props.isPresented on a projector: the page does not scroll
 */
export function BytesSheet({ wire, isPresented = false }: { wire: WireView; isPresented?: boolean }) {
  const opened = useStore(wire.opened);
  const awaited = useStore(wire.awaited);

  useEffect(() => {
    void loadInspector();
  }, []);

  return (
    <>
      {awaited && (
        <p
          role="status"
          className="fixed inset-x-4 bottom-4 z-20 mx-auto max-w-3xl rounded-control bg-warn-ground px-3 py-2 text-warn shadow-[0_8px_30px_#0003]"
        >
          {nameOf(awaited.technique)}: no {kindNames[awaited.kind]}{' '}
          {awaited.way === 'up' ? 'to the server' : 'to the browser'} was seen since watching began. The next
          one will be shown; a new run makes all connections anew.
        </p>
      )}
      {opened && !isPresented && <RoomBelow />}
      {opened && <Sheet wire={wire} opened={opened} />}
    </>
  );
}

/** The sheet covers nothing for good: one can scroll past it, and what gets the focus stands above it. */
function RoomBelow() {
  useEffect(() => {
    const { documentElement, body } = document;
    documentElement.style.scrollPaddingBottom = body.style.paddingBottom = HEIGHT;
    return () => {
      documentElement.style.scrollPaddingBottom = body.style.paddingBottom = '';
    };
  }, []);
  return null;
}

function Sheet({ wire, opened }: { wire: WireView; opened: Opened }) {
  const { message, beginning, same } = opened;
  const sheet = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus({ preventScroll: true });
    const closeOnEscape = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') wire.close();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('keydown', closeOnEscape);
      // With what had it the focus is gone, unless the reader has taken it elsewhere.
      if (document.activeElement === document.body && before instanceof HTMLElement)
        before.focus({ preventScroll: true });
    };
  }, [wire]);

  return (
    <div
      ref={sheet}
      role="dialog"
      aria-label="Bytes"
      tabIndex={-1}
      style={{ maxHeight: HEIGHT }}
      className="fixed inset-x-0 bottom-0 z-20 mx-auto flex max-w-[1440px] flex-col gap-2 overflow-auto rounded-t-card border border-line bg-card p-4 shadow-[0_8px_30px_#0003] -outline-offset-2!"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => wire.step(-1)} aria-label="Exchange before">
          ‹ Before
        </Button>
        <Button onClick={() => wire.step(1)} aria-label="Exchange after">
          After ›
        </Button>
        {same.length > 1 && (
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-small text-muted">The same price in</span>
            <Choice<string>
              label="The same price in"
              value={message.technique}
              options={Object.fromEntries(same.map(({ technique }) => [technique, nameOf(technique)]))}
              onChange={(chosen) => {
                const one = same.find(({ technique }) => technique === chosen);
                if (one) wire.readMessage(one.id);
              }}
            />
          </div>
        )}
        <Button square className="ml-auto" aria-label="Close" onClick={wire.close}>
          <X size={16} aria-hidden="true" />
        </Button>
      </div>
      <Suspense>
        <Inspector message={message} messages={beginning} />
      </Suspense>
    </div>
  );
}
