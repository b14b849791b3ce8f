'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText, download } from '@/components/ui/copy';
import { FigureTable } from '@/components/ui/figure-table';
import { Select } from '@/components/ui/select';
import { formatCount } from '@/lib/figures/format';
import { runsToCsv, runsToJson, runsToMarkdown } from '@/lib/load/export';
import { isSound } from '@/lib/load/failure';
import { loadFigures } from '@/lib/load/figures';
import { defaultLabView } from '@/lib/load/lab-view';
import { clientsOf, describeRun, type LoadRun, mostClientsOfAll, resultsWith } from '@/lib/load/runs';
import { linkToLab } from './use-lab';

/** All figures of the runs shown, beside one another, for one number of clients. */
export function Results({ runs }: { runs: readonly LoadRun[] }) {
  const [done, setDone] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const counts = clientsOf({ results: runs.flatMap(({ results }) => results) });
  const clients =
    chosen !== null && counts.includes(chosen) ? chosen : Math.max(...runs.map(mostClientsOfAll));

  const linked = () =>
    runs.map((run) => ({ ...run, link: linkToLab({ lab: run.lab, view: defaultLabView }) }));
  const copy = async () =>
    setDone((await copyText(runsToMarkdown(linked()))) ? 'copied' : 'the browser does not allow copying');

  return (
    <section aria-label="Results" className="rounded-card border border-line bg-card px-4 py-3.5">
      <div className="mb-1 flex flex-wrap items-center gap-1.5">
        <h2 className="font-semibold">Results</h2>
        <Select
          label="with clients"
          value={String(clients)}
          options={Object.fromEntries(counts.map((count) => [String(count), formatCount(count)]))}
          onChange={(value) => setChosen(Number(value))}
        />
        <p className="text-small text-muted">
          Bold is best; a tie has several. Small figures: so many times the best.
        </p>
        <span role="status" className="ml-auto text-small text-muted">
          {done}
        </span>
        <Button onClick={() => void copy()} onBlur={() => setDone('')}>
          Copy as Markdown
        </Button>
        <Button onClick={() => download('load-lab.csv', 'text/csv', runsToCsv(linked()))}>CSV</Button>
        <Button onClick={() => download('load-lab.json', 'application/json', runsToJson(linked()))}>
          JSON
        </Button>
      </div>
      <FigureTable
        label="Results table"
        figures={loadFigures}
        groups={runs.map((run) => ({
          key: String(run.id),
          ...(runs.length > 1 ? { head: `Run ${run.id}: ${describeRun(run)}` } : {}),
          columns: resultsWith(run, clients).map((measured) => ({
            technique: measured.load.technique,
            measured,
            failed: !isSound(measured),
          })),
        }))}
      />
      <p className="mt-1 text-small text-muted">
        A run that was not measured with so many clients shows its next fewer. Point at a row&rsquo;s name to
        read how it is measured. What is copied or saved has all numbers of clients.
      </p>
    </section>
  );
}
