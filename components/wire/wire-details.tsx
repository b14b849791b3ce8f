'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { TechniqueMark } from '@/components/ui/technique-style';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatBytes, formatCountOf } from '@/lib/figures/format';
import type { Technique } from '@/lib/techniques';
import { Back } from './back';
import type { Details } from './protocol';
import { WireTable } from './wire-table';
import type { WireView } from './wire-view';

/** The wire in words: every exchange in sight, what each lane began with, and whether all was seen. */
export function WireDetails({ wire, techniques }: { wire: WireView; techniques: readonly Technique[] }) {
  const section = useRef<HTMLElement>(null);
  const details = useFigures(wire.details);
  const opened = useStore(wire.opened);

  // What nobody sees is not made.
  useEffect(() => {
    if (!section.current) return;
    const observer = new IntersectionObserver(([entry]) => wire.wantDetails(entry?.isIntersecting ?? true));
    observer.observe(section.current);
    return () => {
      observer.disconnect();
      wire.wantDetails(false);
    };
  }, [wire]);

  return (
    <section
      ref={section}
      aria-label="Every byte"
      className="flex flex-col gap-3 rounded-card border border-line bg-card p-4"
    >
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="text-section">Every byte</h2>
        <p className="text-muted">Each request, answer, chunk and frame in sight of the picture above.</p>
      </div>
      <FirstExchanges wire={wire} techniques={techniques} />
      <Back wire={wire} />
      {details && (
        <>
          <WireTable
            rows={details.rows}
            startedAt={details.startedAt}
            selected={opened?.message.id ?? null}
            onSelect={wire.readMessage}
          />
          <Seen details={details} techniques={techniques} />
        </>
      )}
    </section>
  );
}

/** A button for each lane: its first request and the answer, which for some is a handshake. */
function FirstExchanges({ wire, techniques }: { wire: WireView; techniques: readonly Technique[] }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p id="first-exchanges">First exchange of</p>
      <ul aria-labelledby="first-exchanges" className="flex flex-wrap gap-2">
        {techniques.map(({ id, name }) => (
          <li key={id}>
            <Button onClick={() => wire.readFirst(id)}>
              <TechniqueMark id={id} />
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whether what was captured is all that was counted. */
function Seen({ details, techniques }: { details: Details; techniques: readonly Technique[] }) {
  const { bytes, leftOut } = details;
  return (
    <>
      {leftOut > 0 && (
        <p role="note" className="rounded-control bg-warn-ground px-2 py-1 text-warn">
          So much is crossing that this is a sample:{' '}
          {formatCountOf(leftOut, 'exchange was', 'exchanges were')} left out here. The figures are of all.
        </p>
      )}
      <dl className="flex flex-wrap gap-x-4 text-small text-muted">
        {techniques.map(({ id, name }) => {
          const { seen = 0, counted = 0 } = bytes[id] ?? {};
          return (
            <div key={id} data-captured={id} data-bytes={seen} className="flex gap-1">
              <dt>{name}:</dt>
              <dd>
                {formatBytes(seen)} seen here of {formatBytes(counted)}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
