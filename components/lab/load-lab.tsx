'use client';

import '@/lib/schema/no-eval';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { outcomesOf } from '@/lib/load/runs';
import { LabHeader } from './header';
import { Intro } from './intro';
import { JobProgress } from './job-progress';
import { LabNotices } from './notices';
import { ProjectionSection } from './projection';
import { Results } from './results';
import { RunList } from './run-list';
import { LabSettings } from './settings';
import { useLab } from './use-lab';
import { useLoad } from './use-load';

/** What draws the charts is most of this page's script, and not needed before there is something to draw. */
const GrowthCharts = dynamic(() => import('./growth-charts').then((module) => module.GrowthCharts), {
  ssr: false,
});

/** The whole page of the load lab: settings, the job, its curves and figures, and what they mean for more clients. */
export function LoadLab() {
  const { lab, view, change, look, ignored, forgetIgnored } = useLab();
  const { state, token, connect, start, stop, remove, understood } = useLoad();
  // null shows the newest run.
  const [picked, setPicked] = useState<readonly number[] | null>(null);
  const newest = state.runs.at(-1);
  const shown = state.runs.filter(
    (run) => outcomesOf(run).length > 0 && (picked ? picked.includes(run.id) : run === newest),
  );

  const measured = shown.filter(({ results }) => results.length > 0);

  return (
    <div className="mx-auto flex max-w-[160rem] flex-col gap-2 p-2 sm:p-3">
      <LabHeader setup={{ lab, view }} state={state} />
      <main className="flex min-w-0 flex-col gap-2">
        <LabNotices
          state={state}
          shown={shown}
          token={token}
          connect={connect}
          understood={understood}
          ignored={ignored}
          forgetIgnored={forgetIgnored}
        />
        <div className="grid grid-cols-1 gap-2 lg:grid-cols-[18rem_minmax(0,1fr)]">
          <LabSettings
            lab={lab}
            state={state}
            change={change}
            start={() => {
              setPicked(null);
              start(lab);
            }}
            stop={stop}
          />
          <div className="flex min-w-0 flex-col gap-2">
            {state.job && <JobProgress job={state.job} />}
            {state.runs.length === 0 && <Intro />}
            {measured.length > 0 && <GrowthCharts view={view} runs={measured} look={look} />}
            {state.runs.length > 0 && (
              <RunList
                runs={state.runs}
                current={state.job?.run ?? null}
                shown={shown.map(({ id }) => id)}
                onShow={setPicked}
                onRemove={(ids) => {
                  setPicked(picked?.filter((id) => !ids.includes(id)) ?? null);
                  remove(ids);
                }}
              />
            )}
            {measured.length > 0 && <Results runs={measured} />}
            <ProjectionSection
              runs={state.runs.filter(({ results }) => results.length > 0)}
              shown={measured}
            />
          </div>
        </div>
      </main>
      <footer className="px-1 text-xs text-muted">
        The server that is measured is a process of its own, which serves nothing else meanwhile; the clients
        are real connections from another process on the same machine, whose requests have few headers, where
        a browser&rsquo;s have many. CPU time and memory are those that the operating system counts for the
        process, bytes those of its sockets.
      </footer>
    </div>
  );
}
