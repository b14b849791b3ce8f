'use client';

import dynamic from 'next/dynamic';
import { useRem } from '@/components/charts/use-rem';
import type { PageRun } from '@/components/run/page-run';
import { useFigures, useStore } from '@/components/ui/use-store';
import { runCharts } from '@/lib/run/charts';
import { techniqueIds } from '@/lib/techniques';
import { Key } from './key';

const RunDrawing = dynamic(
  () => import('@/components/charts/drawing/run-drawing').then((module) => module.RunDrawing),
  { ssr: false },
);

/** One large chart. @param props.index which, counted round and round */
export function PresentChart({ run, index }: { run: PageRun; index: number }) {
  const { scenario, view } = useStore(run.setup);
  const charts = useFigures(run.charts);
  const rem = useRem(true);
  const all = runCharts.filter(({ isShown = () => true }) => isShown(scenario));
  const chart = all[index % all.length];
  if (!chart) return null;
  return (
    <figure aria-label={chart.title} className="flex h-full flex-col">
      <figcaption className="mb-1 flex items-baseline gap-2">
        <h2 className="text-lead">{chart.title}</h2>
        <span className="text-muted">{chart.caption(view)}</span>
        <span className="ml-auto flex items-center gap-1.5 text-muted">
          <Key>C</Key> next chart
        </span>
      </figcaption>
      <div className="min-h-0 flex-1">
        <RunDrawing
          run={run}
          drawing={chart.drawing(view)}
          charts={charts}
          shown={techniqueIds.filter((id) => scenario.techniques.includes(id))}
          rem={rem}
        />
      </div>
    </figure>
  );
}
