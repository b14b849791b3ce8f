'use client';

import '@/lib/schema/no-eval';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { CopyLink } from '@/components/ui/copy-link';
import { SidePanel } from '@/components/ui/side-panel';
import { SiteHeader } from '@/components/ui/site-header';
import { outcomesOf } from '@/lib/load/runs';
import { JobProgress } from './job-progress';
import { LabAnswer } from './lab-answer';
import { LabBar } from './lab-bar';
import { LabQuestion } from './lab-question';
import { LabNotices } from './notices';
import { ProjectionSection } from './projection';
import { Results } from './results';
import { RunList } from './run-list';
import { LabSettings } from './settings';
import { linkToLab, useLab } from './use-lab';
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
  const [settingsOpen, setSettingsOpen] = useState(false);
  const [picked, setPicked] = useState<readonly number[] | null>(null);
  const newest = state.runs.at(-1);
  const shown = state.runs.filter(
    (run) => outcomesOf(run).length > 0 && (picked ? picked.includes(run.id) : run === newest),
  );

  const measured = shown.filter(({ results }) => results.length > 0);

  return (
    <>
      <SiteHeader current="Load lab">
        <CopyLink link={() => linkToLab({ lab, view })} />
      </SiteHeader>
      <main id="main" className="mx-auto flex max-w-[1440px] min-w-0 flex-col gap-4 px-4 pt-5 pb-12 sm:px-6">
        <LabNotices
          state={state}
          shown={shown}
          token={token}
          connect={connect}
          understood={understood}
          ignored={ignored}
          forgetIgnored={forgetIgnored}
        />
        <div className="grid grid-cols-1 gap-x-9 gap-y-4 lg:grid-cols-[minmax(0,11fr)_minmax(0,12fr)]">
          <LabQuestion lab={lab} state={state} />
          <LabAnswer runs={state.runs} run={measured.at(-1)} />
        </div>
        <LabBar
          lab={lab}
          state={state}
          change={change}
          start={() => {
            setPicked(null);
            start(lab);
          }}
          stop={stop}
          settingsOpen={settingsOpen}
          onSettings={() => setSettingsOpen(!settingsOpen)}
        />
        {settingsOpen && (
          <SidePanel title="All settings" onClose={() => setSettingsOpen(false)}>
            <LabSettings lab={lab} change={change} />
          </SidePanel>
        )}
        {state.job && <JobProgress job={state.job} />}
        {measured.length > 0 && <GrowthCharts view={view} runs={measured} look={look} />}
        <ProjectionSection runs={state.runs.filter(({ results }) => results.length > 0)} shown={measured} />
        {measured.length > 0 && <Results runs={measured} />}
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
        <footer className="mt-5 text-small text-muted">
          The server that is measured is a process of its own, which serves nothing else meanwhile; the
          clients are real connections from another process on the same machine, whose requests have few
          headers, where a browser&rsquo;s have many. CPU time and memory are those that the operating system
          counts for the process, bytes those of its sockets.
        </footer>
      </main>
    </>
  );
}
