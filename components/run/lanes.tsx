'use client';

import { useFigures, useStore } from '@/components/ui/use-store';
import { techniques } from '@/lib/techniques';
import { LaneCard } from './lane-card';
import type { PageRun } from './page-run';

/** A card for each lane that is on. */
export function Lanes({ run }: { run: PageRun }) {
  const { scenario } = useStore(run.setup);
  const snapshot = useFigures(run.snapshot);
  const status = snapshot?.status.kind;
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));
  return (
    <section
      aria-label="Lanes"
      className="grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-[repeat(var(--lanes),minmax(0,1fr))]"
      style={{ '--lanes': Math.max(1, shown.length) } as React.CSSProperties}
    >
      {shown.map((technique) => (
        <LaneCard
          key={technique.id}
          run={run}
          technique={technique}
          symbol={scenario.symbol}
          lane={snapshot?.lanes.find(({ id }) => id === technique.id)}
          running={status === 'running' || status === 'offline'}
        />
      ))}
      {shown.length === 0 && (
        <p className="rounded-lg border border-line bg-card p-6 text-muted">
          No technique is on. Turn one on in the settings.
        </p>
      )}
    </section>
  );
}
