'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './button';

/** A panel at the right, beside what it changes, or on a phone at the lower edge; Escape closes it. */
export function SidePanel(props: { title: string; onClose: () => void; children: React.ReactNode }) {
  const { title, onClose, children } = props;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
      className="fixed inset-y-0 right-0 z-5 flex w-[360px] max-w-full flex-col border-l border-line bg-card shadow-[0_8px_30px_#0003] outline-none max-sm:top-auto max-sm:h-[75vh] max-sm:w-full max-sm:rounded-t-card"
    >
      <div className="flex items-center justify-between border-b border-line py-2.5 pr-3 pl-5">
        <h2 className="text-lead">{title}</h2>
        <Button look="quiet" square aria-label="Close" onClick={onClose}>
          <X size={17} aria-hidden="true" />
        </Button>
      </div>
      <div className="overflow-y-auto px-5 py-4">{children}</div>
    </section>
  );
}
