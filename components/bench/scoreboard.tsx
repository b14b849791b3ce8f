'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText, download } from '@/components/ui/copy';
import { TechniqueMark } from '@/components/ui/technique-style';
import {
  bestOf,
  formatFigure,
  nameOf,
  scoreboardFigures,
  scoredLanes,
  toCsv,
  toJson,
  toMarkdown,
} from '@/lib/bench/scoreboard';
import type { Snapshot } from '@/lib/bench/snapshot';
import { formatRatio, NONE } from '@/lib/format';
import type { Scenario } from '@/lib/scenario/scenario';
import { linkTo } from './use-scenario';

/** All figures of all techniques: the best of each row is marked, and the others compared with it. */
export function Scoreboard({ scenario, snapshot }: { scenario: Scenario; snapshot: Snapshot | null }) {
  const [done, setDone] = useState('');
  const lanes = snapshot ? scoredLanes(snapshot) : [];
  const samples = lanes.map(({ figures }) => figures.latency.count);

  const copy = async () => {
    if (!snapshot) return;
    setDone(
      (await copyText(toMarkdown(snapshot, linkTo(scenario))))
        ? 'copied'
        : 'the browser does not allow copying',
    );
  };
  const save = (kind: 'csv' | 'json') => {
    if (!snapshot) return;
    if (kind === 'csv') download('realtime-playground.csv', 'text/csv', toCsv(snapshot));
    else
      download('realtime-playground.json', 'application/json', toJson(snapshot, scenario, linkTo(scenario)));
  };

  return (
    <section aria-label="Scoreboard" className="rounded-lg border border-line bg-card p-3">
      <div className="mb-1 flex flex-wrap items-center gap-1.5">
        <h2 className="font-semibold">Scoreboard</h2>
        <p className="text-xs text-muted">★ best of the row, the others as a multiple of it</p>
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="relative overflow-x-auto" tabIndex={0} aria-label="Scoreboard table">
        <table
          className="w-full table-fixed border-collapse text-right"
          style={{ minWidth: `${11 + lanes.length * 8.5}rem` }}
        >
          <thead>
            <tr className="border-b border-line">
              <th
                scope="col"
                className="left-0 w-44 bg-card py-1 text-left font-medium text-muted max-sm:sticky"
              >
                Figure
              </th>
              {lanes.map(({ id }) => (
                <th key={id} scope="col" className="py-1 pl-2 font-semibold">
                  <span className="inline-flex items-center gap-1.5">
                    <TechniqueMark id={id} />
                    {nameOf(id)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scoreboardFigures.map((figure) => {
              const best = bestOf(figure, lanes);
              return (
                <tr key={figure.key} data-figure={figure.key} className="border-b border-line last:border-0">
                  <th
                    scope="row"
                    title={figure.meaning}
                    className="left-0 bg-card py-px text-left leading-tight font-normal whitespace-nowrap max-sm:sticky"
                  >
                    {figure.label}
                  </th>
                  {lanes.map(({ id, figures }) => {
                    const value = figure.value(figures);
                    const isBest = best !== null && value === best;
                    return (
                      <td
                        key={id}
                        data-technique={id}
                        data-value={value ?? ''}
                        className="py-px pl-2 leading-tight whitespace-nowrap"
                      >
                        <span className={isBest ? 'font-semibold' : ''}>{formatFigure(figure, value)}</span>
                        <span className="ml-2 inline-block w-12 text-xs text-muted">
                          {isBest ? (
                            <>
                              <span aria-hidden="true">★</span>
                              <span className="sr-only">best</span>
                            </>
                          ) : best !== null && best > 0 && value !== null ? (
                            formatRatio(value / best)
                          ) : null}
                        </span>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className="mt-1 text-xs text-muted">
        Percentiles of{' '}
        {samples.length > 0 ? samples.map((count) => count.toLocaleString('en-US')).join(', ') : NONE}{' '}
        samples, right to 1 %, and to the uncertainty of the clocks. Point at a row&rsquo;s name to read how
        it is measured.
      </p>
    </section>
  );
}
