'use client';

import dynamic from 'next/dynamic';
import { memo, useMemo } from 'react';
import * as z from 'zod/mini';
import type { PageRun } from '@/components/run/page-run';
import { useBegun } from '@/components/run/use-begun';
import { useFigures, useFiguresOf, useStore } from '@/components/ui/use-store';
import { runCharts } from '@/lib/run/charts';
import { scoredLanes } from '@/lib/run/scoreboard';
import type { Snapshot } from '@/lib/run/snapshot';
import { viewSchema } from '@/lib/scenario/view';
import { techniqueIds } from '@/lib/techniques';
import { ChartCard } from './chart-card';
import { useInTurn } from './use-in-turn';
import { useRem } from './use-rem';

// What draws the charts is most of the page's script: it comes when the lanes have
// shown a price, so that it does not hold that up.
const RunDrawing = dynamic(() => import('./drawing/run-drawing').then((module) => module.RunDrawing), {
  ssr: false,
});

const partOfView = z.partial(viewSchema);

/** The charts of a run, each with its own scale; those over time share axis and cursor. */
export const RunCharts = memo(function RunCharts({ run }: { run: PageRun }) {
  const { scenario, view } = useStore(run.setup);
  const latest = useFigures(run.charts);
  const hasBegun = useBegun(run);
  const charts = useInTurn(latest, runCharts.length, latest.market);
  const rem = useRem(view.present);
  const scored = useFiguresOf(run.snapshot, idsOf);
  const shown = useMemo(() => techniqueIds.filter((id) => scored.split(',').includes(id)), [scored]);

  return (
    <section aria-label="Charts" className="grid grid-cols-1 gap-2 md:grid-cols-2 xl:grid-cols-4">
      {runCharts.map(
        ({ id, title, caption, choices, drawing, isShown = () => true }, index) =>
          isShown(scenario) && (
            <ChartCard
              key={id}
              title={title}
              caption={caption(view)}
              choices={choices(view)}
              settings={view}
              onChoose={(setting, value) => run.look(partOfView.parse({ [setting]: value }))}
            >
              {hasBegun && (
                <RunDrawing
                  run={run}
                  drawing={drawing(view)}
                  charts={charts[index] ?? latest}
                  shown={shown}
                  rem={rem}
                />
              )}
            </ChartCard>
          ),
      )}
    </section>
  );
});

/** As text, so that the charts are not drawn anew for a list that is equal but not the same. */
function idsOf(snapshot: Snapshot | null): string {
  return snapshot
    ? scoredLanes(snapshot)
        .map(({ id }) => id)
        .join()
    : '';
}
