'use client';

import { Button } from '@/components/ui/button';
import { Choice } from '@/components/ui/choice';
import { useStore } from '@/components/ui/use-store';
import type { WireView } from './wire-view';

const spans = { '500': '½ s', '2000': '2 s', '5000': '5 s', '30000': '30 s' } as const;

/** What the signs of the diagram mean, how much time it shows, and the button that stops it. */
export function Legend({ wire }: { wire: WireView }) {
  const { end, span } = useStore(wire.view);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-1.5">
      <ul aria-label="Legend" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-note text-muted">
        <Entry label="request">
          <path d="M1 3 23 8" stroke="var(--color-muted)" strokeWidth="1.3" />
        </Entry>
        <Entry label="brings a price">
          <path d="M1 8 23 3" stroke="var(--color-ink)" strokeWidth="2.2" />
        </Entry>
        <Entry label="empty answer">
          <path d="M1 8 23 3" stroke="var(--color-ink)" strokeWidth="1.3" strokeDasharray="5 4" />
        </Entry>
        <Entry label="heartbeat">
          <path d="M1 3 23 8" stroke="var(--color-strong)" strokeWidth="1.3" strokeDasharray="1 4" />
        </Entry>
        <Entry label="new price at the server" width={12}>
          <path d="M6 .8 10.700 5.500 6 10.200 1.300 5.500z" stroke="var(--color-ink)" strokeWidth="1.6" />
        </Entry>
        <Entry label="how long until it is on the screen" width={6}>
          <rect x=".5" width="5" height="11" rx="2" fill="var(--color-ink)" />
        </Entry>
      </ul>
      <div className="ml-auto flex items-center gap-3">
        <Choice
          label="Time in sight"
          value={String(span) as keyof typeof spans}
          options={spans}
          onChange={(value) => wire.setSpan(Number(value))}
        />
        <Button
          className="min-h-[28px] min-w-14 justify-center"
          onClick={() => (end === null ? wire.hold() : wire.goLive())}
        >
          {end === null ? 'Hold' : 'Live'}
        </Button>
      </div>
    </div>
  );
}

/** A sign, and what it means. */
function Entry({
  label,
  width = 24,
  children,
}: {
  label: string;
  width?: number;
  children: React.ReactNode;
}) {
  return (
    <li className="flex items-center gap-[7px] whitespace-nowrap">
      <svg
        width={width}
        height="11"
        viewBox={`0 0 ${width} 11`}
        fill="none"
        strokeLinecap="round"
        aria-hidden="true"
      >
        {children}
      </svg>
      {label}
    </li>
  );
}
