'use client';

import dynamic from 'next/dynamic';
import { useRef } from 'react';
import { useStore } from '@/components/ui/use-store';
import type { KnobName } from '@/lib/scenario/knobs';
import { type Technique, techniques } from '@/lib/techniques';
import { AddTechnique } from './add-technique';
import { ControlBar } from './control-bar';
import { GUTTER, LaneGrid } from './lane-grid';
import { type LanesInSight, useLanesInSight } from './lanes-in-sight';
import type { PageRun } from './page-run';
import { useBegun } from './use-begun';

// On a phone alone, and what explains the wire comes with it.
const PhoneBar = dynamic(() => import('./phone-bar').then((module) => module.PhoneBar), { ssr: false });
const ComparisonStrip = dynamic(() => import('./comparison-strip').then((module) => module.ComparisonStrip), {
  ssr: false,
});
const Legend = dynamic(() => import('@/components/wire/legend').then((module) => module.Legend), {
  ssr: false,
});

/** A finger that has moved so far sideways swipes, px. */
const SWIPE = 40;

/**
 * The instrument: lanes are columns with one time axis, which stands in the gutter at their left.
 *
 * @param props.strip what the last change has done, above the lanes
 * @param props.wire what crosses the lanes' connections, drawn below their heads
 */
export function Instrument(props: {
  run: PageRun;
  knobs: readonly KnobName[];
  settingsOpen: boolean;
  onSettings: () => void;
  strip: React.ReactNode;
  wire: (lanes: readonly Technique[]) => React.ReactNode;
}) {
  const { run, knobs, settingsOpen, onSettings, strip, wire } = props;
  const { scenario, view } = useStore(run.setup);
  const all = techniques.filter(({ id }) => scenario.techniques.includes(id));
  const sight = useLanesInSight(all);
  const { lanes: shown, isPhone } = sight;
  const hasBegun = useBegun(run);
  const swipes = useSwipes(sight);
  const bar = { run, knobs, settingsOpen, onSettings };
  return (
    <section
      aria-label="Lanes"
      className="rounded-card border border-line bg-card max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0 sm:overflow-hidden"
    >
      {isPhone ? (
        <>
          <PhoneBar {...bar} />
          <ComparisonStrip run={run} all={all} sight={sight} />
        </>
      ) : (
        <ControlBar {...bar} />
      )}
      {strip}
      <div className="overflow-x-auto" {...(isPhone ? swipes : {})}>
        <div style={{ minWidth: isPhone ? undefined : `calc(${GUTTER}rem + ${shown.length * 150}px)` }}>
          <LaneGrid
            run={run}
            lanes={shown}
            corner={<AddTechnique run={run} />}
            wire={wire(shown)}
            onHold={isPhone ? sight.hold : undefined}
          />
        </div>
      </div>
      {view.wire && (
        <div className="min-h-11 border-t border-line">{hasBegun && <Legend wire={run.wire} />}</div>
      )}
    </section>
  );
}

/** What a finger does on the lanes of a phone. */
function useSwipes(sight: LanesInSight) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart({ touches }: React.TouchEvent) {
      const touch = touches.item(0);
      from.current = { x: touch.clientX, y: touch.clientY };
    },
    onTouchEnd({ changedTouches }: React.TouchEvent) {
      const touch = changedTouches.item(0);
      if (!from.current) return;
      const across = touch.clientX - from.current.x;
      if (Math.abs(across) < SWIPE || Math.abs(across) < Math.abs(touch.clientY - from.current.y)) return;
      sight.swipe(across < 0 ? 1 : -1);
    },
  };
}
