'use client';

import { useFigures, useStore } from '@/components/ui/use-store';
import type { KnobName } from '@/lib/scenario/knobs';
import { techniques } from '@/lib/techniques';
import { AddTechnique } from './add-technique';
import { ControlBar } from './control-bar';
import { LaneHead } from './lane-head';
import type { PageRun } from './page-run';

/**
 * The instrument: lanes are columns with one time axis, which stands in the gutter at their left.
 *
 * @param props.wire what crosses the lanes' connections, drawn below their heads
 */
export function Instrument(props: {
  run: PageRun;
  knobs: readonly KnobName[];
  settingsOpen: boolean;
  onSettings: () => void;
  wire: React.ReactNode;
}) {
  const { run, knobs, settingsOpen, onSettings, wire } = props;
  const { scenario } = useStore(run.setup);
  const snapshot = useFigures(run.snapshot);
  const status = snapshot?.status.kind;
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));
  return (
    <section aria-label="Lanes" className="overflow-hidden rounded-card border border-line bg-card">
      <ControlBar run={run} knobs={knobs} settingsOpen={settingsOpen} onSettings={onSettings} />
      <div className="overflow-x-auto">
        <div style={{ minWidth: `${56 + shown.length * 150}px` }}>
          <div
            className="grid grid-cols-[56px_repeat(var(--lanes),minmax(0,1fr))]"
            style={{ '--lanes': Math.max(1, shown.length) } as React.CSSProperties}
          >
            <div className="sticky left-0 z-1 grid place-items-center content-end bg-card pb-2.5">
              <AddTechnique run={run} />
            </div>
            {shown.map((technique) => (
              <LaneHead
                key={technique.id}
                run={run}
                technique={technique}
                symbol={scenario.symbol}
                lane={snapshot?.lanes.find(({ id }) => id === technique.id)}
                running={status === 'running' || status === 'offline'}
                trades={scenario.trader}
              />
            ))}
            {shown.length === 0 && (
              <p className="border-l border-line p-6 text-muted">No technique is on. Press + to add one.</p>
            )}
          </div>
          <div className="border-t border-line">{wire}</div>
        </div>
      </div>
    </section>
  );
}
