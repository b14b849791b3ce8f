'use client';

import { useFiguresOf, useStore } from '@/components/ui/use-store';
import { LIVE_WIDTH, type LiveFigure, liveLinesOf } from '@/lib/run/live-lines';
import type { ShownTechnique } from '@/lib/techniques';
import type { PageRun } from './page-run';

/** The last minute of a figure of a lane, on the same scale as in all other lanes. */
export function Sparkline(props: { run: PageRun; technique: ShownTechnique; figure: LiveFigure }) {
  const { run, technique, figure } = props;
  const { id, alias } = technique;
  const { techniques } = useStore(run.setup).scenario;
  const path = useFiguresOf(run.charts, (charts) => liveLinesOf(charts, techniques)[figure][id] ?? '');
  return (
    <svg
      aria-hidden="true"
      data-live={figure}
      viewBox={`0 0 ${LIVE_WIDTH} 1`}
      preserveAspectRatio="none"
      className="my-px block h-6 w-full overflow-visible border-b border-line @max-[18.5rem]:h-3.5"
    >
      <path
        d={path}
        fill="none"
        stroke={`var(--${alias ?? id})`}
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
