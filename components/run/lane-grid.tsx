'use client';

import { useFigures, useStore } from '@/components/ui/use-store';
import { lanesOfSide } from '@/lib/run/side';
import type { ShownTechnique, TechniqueId } from '@/lib/techniques';
import { LaneHead } from './lane-head';
import type { PageRun } from './page-run';

/** Room for the time axis, rem: its words grow with all type. */
export const GUTTER = 4;

/**
 * Lanes as columns with one time axis: their heads, and below them what crosses their connections.
 *
 * @param props.corner what stands above the time axis
 * @param props.onHold keeps a lane in place, where not all are in sight
 */
export function LaneGrid(props: {
  run: PageRun;
  lanes: readonly ShownTechnique[];
  corner?: React.ReactNode;
  wire: React.ReactNode;
  onHold?: ((id: TechniqueId) => void) | undefined;
  /** On a projector: names, prices, and figures once they are revealed. */
  presented?: { revealed: boolean };
}) {
  const { run, lanes, corner, wire, onHold, presented } = props;
  const { scenario } = useStore(run.setup);
  const snapshot = useFigures(run.snapshot);
  const side = useStore(run.side);
  const figures = snapshot && lanesOfSide(snapshot, side);
  const status = snapshot?.status.kind;
  return (
    <>
      <div
        className="grid"
        style={{ gridTemplateColumns: `${GUTTER}rem repeat(${Math.max(1, lanes.length)}, minmax(0, 1fr))` }}
      >
        <div className="sticky left-0 z-1 grid place-items-center content-end bg-card pb-2.5">{corner}</div>
        {lanes.map((technique) => (
          <LaneHead
            key={technique.id}
            run={run}
            technique={technique}
            symbol={scenario.symbol}
            lane={snapshot?.lanes.find(({ id }) => id === technique.id)}
            figures={figures?.shown.find(({ id }) => id === technique.id)?.figures}
            before={figures?.beside?.find(({ id }) => id === technique.id)?.figures}
            running={status === 'running' || status === 'offline'}
            trades={scenario.trader}
            onHold={onHold}
            presented={presented}
          />
        ))}
        {lanes.length === 0 && (
          <p className="border-l border-line p-6 text-muted">No technique is on. Press + to add one.</p>
        )}
      </div>
      <div className="min-h-0 border-t border-line">{wire}</div>
    </>
  );
}
