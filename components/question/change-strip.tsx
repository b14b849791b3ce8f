'use client';

import { type ReactNode, useEffect } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { Choice } from '@/components/ui/choice';
import { useFiguresOf, useStore } from '@/components/ui/use-store';
import type { Side } from '@/lib/run/side';
import type { Snapshot } from '@/lib/run/snapshot';
import { type Change, changeOf } from '@/lib/verdict/change';
import { presentSegment } from '@/lib/verdict/seen';
import { Sentences } from './sentence';

const sides: Readonly<Record<Side, string>> = { before: 'before', now: 'now', both: 'both' };

/**
 * What the last change of settings has done to the figures, and whose are shown; nothing before the first.
 *
 * @param props.children stand at its end
 */
export function ChangeStrip({ run, children }: { run: PageRun; children?: ReactNode }) {
  const change = useFiguresOf(run.snapshot, lastChange);
  const side = useStore(run.side);
  const nth = change?.segment;
  // Each change is first seen with what was before it.
  useEffect(() => {
    if (nth !== undefined) return () => run.side.set('both');
  }, [run, nth]);
  if (!change) return null;
  const { changes, effects, isMeasuring, segment } = change;
  const nothing = isMeasuring
    ? 'What that moves is being measured.'
    : 'No figure moved by more than a fifth that can be told from chance.';
  return (
    <section
      aria-label="Last change"
      className="flex flex-wrap items-center gap-2.5 border-b border-line bg-sunken px-3.5 py-1.5 text-[.929rem] text-ink"
    >
      <span className="rounded-full bg-card px-2 text-[.857rem] leading-5">{segment}</span>
      {/* At the left: the panel of settings, which is often open when something has just been changed, covers the right. */}
      <Choice label="Figures of" value={side} options={sides} onChange={(chosen) => run.side.set(chosen)} />
      <p className="min-w-[min(100%,16rem)] flex-1">
        <Sentences of={changes} /> {effects.length > 0 ? <Sentences of={effects} /> : nothing}
      </p>
      {children}
    </section>
  );
}

/** The change with which the present segment began, and the number of that; null where it is the first. */
function lastChange(snapshot: Snapshot | null): (Change & { segment: number }) | null {
  const before = snapshot?.past.at(-1);
  const seen = snapshot && presentSegment(snapshot);
  if (!before || !seen) return null;
  return { ...changeOf(before, seen), segment: snapshot.past.length + 1 };
}
