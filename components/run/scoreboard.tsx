'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText, download } from '@/components/ui/copy';
import { FigureTable } from '@/components/ui/figure-table';
import { useFigures } from '@/components/ui/use-store';
import { formatMs, NONE } from '@/lib/figures/format';
import { toCsv, toJson, toMarkdown } from '@/lib/run/export';
import { scoreboardFigures, scoredLanes } from '@/lib/run/scoreboard';
import type { LaneSnapshot } from '@/lib/run/snapshot';
import { nameOf } from '@/lib/techniques';
import { linkTo } from './link-to';
import type { PageRun } from './page-run';

/** All figures of all techniques, what keeps some from a mark, and what is no difference. */
export function Scoreboard({ run }: { run: PageRun }) {
  const snapshot = useFigures(run.snapshot);
  const [done, setDone] = useState('');
  const lanes = snapshot ? scoredLanes(snapshot) : [];
  const samples = lanes.map(({ figures }) => figures.latency.count);

  const copy = async () => {
    if (!snapshot) return;
    setDone(
      (await copyText(toMarkdown(snapshot, linkTo(run.setup.get()))))
        ? 'copied'
        : 'the browser does not allow copying',
    );
  };
  const save = (kind: 'csv' | 'json') => {
    if (!snapshot) return;
    const setup = run.setup.get();
    if (kind === 'csv') download('realtime-playground.csv', 'text/csv', toCsv(snapshot));
    else
      download(
        'realtime-playground.json',
        'application/json',
        toJson(snapshot, setup.scenario, linkTo(setup)),
      );
  };

  return (
    <section aria-label="Scoreboard" className="rounded-lg border border-line bg-card p-3">
      <div className="mb-1 flex flex-wrap items-center gap-1.5">
        <h2 className="font-semibold">Scoreboard</h2>
        <p className="text-xs text-muted">
          ★ best of the row; several share it where no difference can be measured; the others as a multiple
        </p>
        <span role="status" className="ml-auto text-xs text-muted">
          {done}
        </span>
        <Button disabled={!snapshot} onClick={() => void copy()} onBlur={() => setDone('')}>
          Copy as Markdown
        </Button>
        <Button disabled={!snapshot} onClick={() => save('csv')}>
          CSV
        </Button>
        <Button disabled={!snapshot} onClick={() => save('json')}>
          JSON
        </Button>
      </div>
      <FigureTable
        label="Scoreboard table"
        figures={scoreboardFigures}
        groups={[{ key: 'run', columns: lanes.map((lane) => ({ technique: lane.id, measured: lane })) }]}
      />
      <p className="mt-1 text-xs text-muted">
        Percentiles of{' '}
        {samples.length > 0 ? samples.map((count) => count.toLocaleString('en-US')).join(', ') : NONE}{' '}
        samples, right to 1 %, and to the uncertainty of the clocks. Noise floor{' '}
        <span data-noise-floor={snapshot?.noiseFloor ?? ''}>{formatMs(snapshot?.noiseFloor ?? null)}</span>:
        what is less is no difference between techniques. Point at a row&rsquo;s name to read how it is
        measured.
      </p>
      <Unmarked lanes={lanes} />
    </section>
  );
}

/** The lanes that have no mark, by what keeps them from it. */
function Unmarked({ lanes }: { lanes: readonly LaneSnapshot[] }) {
  const names = new Map<string, string[]>();
  for (const { id, comparison } of lanes) {
    const { latency, counts } = comparison.unfit;
    const reasons =
      latency === counts ? [latency] : [latency && `${latency} (latency)`, counts && `${counts} (counts)`];
    for (const reason of reasons) if (reason) names.set(reason, [...(names.get(reason) ?? []), nameOf(id)]);
  }
  if (names.size === 0) return null;
  const sentence = [...names].map(([reason, of]) => `${reason}: ${of.join(', ')}`).join('; ');
  return <p className="mt-1 text-xs text-muted">Without a mark, {sentence}.</p>;
}
