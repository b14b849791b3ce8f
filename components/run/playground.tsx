'use client';

import '@/lib/schema/no-eval';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState } from 'react';
import { RunCharts } from '@/components/charts/run-charts';
import { useAddress } from '@/components/ui/use-address';
import { useStore } from '@/components/ui/use-store';
import { Wire } from '@/components/wire/wire';
import type { Sought } from '@/lib/capture/sought';
import { fromQuery, toQuery } from '@/lib/scenario/url';
import { Header } from './header';
import { Lanes } from './lanes';
import { Notices } from './notices';
import { Settings } from './settings';
import { useBegun } from './use-begun';
import { useLive, useRun } from './use-run';

const Below = dynamic(() => import('./below').then((module) => module.Below), { ssr: false });

const form = { toQuery, fromQuery };

/** The whole page: settings, a lane for each technique, charts, scoreboard, wire, code. */
export function Playground() {
  const run = useRun();
  const setup = useStore(run.setup);
  const { isRead, ignored, forgetIgnored } = useAddress(form, setup, run.setUp);
  useLive(run, isRead);
  const [sought, setSought] = useState<Sought | null>(null);
  const { present } = setup.view;
  const hasBegun = useBegun(run);

  const show = useCallback(
    (what: Sought) => {
      setSought({ ...what });
      run.look({ wire: true });
      const { techniques } = run.setup.get().scenario;
      if (!techniques.includes(what.technique)) run.change({ techniques: [...techniques, what.technique] });
    },
    [run],
  );

  useEffect(() => {
    document.documentElement.dataset.present = String(present);
  }, [present]);

  return (
    <div className="mx-auto flex max-w-[160rem] flex-col gap-2 p-2 sm:p-3">
      <Header run={run} />
      <main className="flex min-w-0 flex-col gap-2">
        <Notices run={run} ignored={ignored} forgetIgnored={forgetIgnored} />
        <div className={`grid grid-cols-1 gap-2 ${present ? '' : 'lg:grid-cols-[18rem_minmax(0,1fr)]'}`}>
          {!present && <Settings run={run} />}
          <div className="flex min-w-0 flex-col gap-2">
            <Lanes run={run} />
            <RunCharts run={run} />
            <Wire run={run} sought={sought} />
          </div>
        </div>
        {hasBegun && <Below run={run} onShow={show} />}
      </main>
      <footer className="px-1 text-xs text-muted">
        Every figure is measured from the traffic of this page: latency from the moment a tick was due on the
        server to the moment the browser had it; bytes from the server&rsquo;s own socket counters, headers
        and framing included. The channel that brings the figures is not counted.
      </footer>
    </div>
  );
}
