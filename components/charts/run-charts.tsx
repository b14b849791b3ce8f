'use client';

import dynamic from 'next/dynamic';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import * as z from 'zod/mini';
import type { PageRun } from '@/components/run/page-run';
import { useBegun } from '@/components/run/use-begun';
import { Choice } from '@/components/ui/choice';
import { useRecorded } from '@/components/ui/recorded';
import { useFigures, useFiguresOf, useStore } from '@/components/ui/use-store';
import { type RunChart, runCharts } from '@/lib/run/charts';
import { scoredLanes } from '@/lib/run/scoreboard';
import type { ChartData, Snapshot } from '@/lib/run/snapshot';
import { type View, viewSchema } from '@/lib/scenario/view';
import { type TechniqueId, techniqueIds } from '@/lib/techniques';
import { ChartCard } from './chart-card';
import { useInTurn } from './use-in-turn';
import { useRem } from './use-rem';
import { useSeen, useWhileSeen } from './use-seen';

// What draws the charts is most of the page's script: it comes when the lanes have
// shown a price, so that it does not hold that up.
const load = () => import('./drawing/run-drawing').then((module) => module.RunDrawing);
const RunDrawing = dynamic(load, { ssr: false });

const partOfView = z.partial(viewSchema);

/** The charts of a run, each with its own scale; those over time share axis and cursor. */
export const RunCharts = memo(function RunCharts({ run }: { run: PageRun }) {
  const { scenario, view } = useStore(run.setup);
  const latest = useFigures(run.charts);
  const hasBegun = useBegun(run);
  const charts = useInTurn(latest, runCharts.length, latest.market);
  const rem = useRem(view.present);
  const recorded = useRecorded();
  const scored = useFiguresOf(run.snapshot, idsOf);
  const shown = useMemo(() => techniqueIds.filter((id) => scored.split(',').includes(id)), [scored]);
  useEffect(() => {
    if (hasBegun) void load();
  }, [hasBegun]);

  return (
    <section aria-label="Charts" className="mt-9">
      <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-section">The figures over time</h2>
        <p className="text-muted">
          One cursor over all charts. {recorded ? `All was ${recorded}.` : 'A dotted line marks your change.'}
        </p>
        <span className="ml-auto">
          <Choice
            label="Time that the charts show"
            value={view.window}
            options={{ minute: 'last minute', run: 'whole run' }}
            onChange={(window) => run.look({ window })}
          />
        </span>
      </header>
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
        {runCharts.map(
          (chart, index) =>
            (chart.isShown?.(scenario) ?? true) && (
              <RunChartCard
                key={chart.id}
                run={run}
                chart={chart}
                view={view}
                charts={charts[index] ?? latest}
                shown={shown}
                rem={rem}
                hasBegun={hasBegun}
              />
            ),
        )}
      </div>
    </section>
  );
});

/** One chart: drawn when it is on the screen for the first time, and then as often as it changes while it is. */
const RunChartCard = memo(function RunChartCard(props: {
  run: PageRun;
  chart: RunChart;
  view: View;
  charts: ChartData;
  shown: readonly TechniqueId[];
  rem: number;
  hasBegun: boolean;
}) {
  const { run, chart, view, charts, shown, rem, hasBegun } = props;
  const card = useRef<HTMLElement>(null);
  const isSeen = useSeen(card);
  const [isDrawn, setIsDrawn] = useState(false);
  if (isSeen && hasBegun && !isDrawn) setIsDrawn(true);
  const drawing = useMemo(() => chart.drawing(view), [chart, view]);
  const drawn = useWhileSeen(charts, isSeen);
  return (
    <ChartCard
      ref={card}
      title={chart.title}
      caption={chart.caption(view)}
      choices={chart.choices(view)}
      settings={view}
      onChoose={(setting, value) => run.look(partOfView.parse({ [setting]: value }))}
      className="xl:last:odd:col-span-2"
    >
      {isDrawn && <RunDrawing run={run} drawing={drawing} charts={drawn} shown={shown} rem={rem} />}
    </ChartCard>
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
