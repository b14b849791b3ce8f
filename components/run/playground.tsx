'use client';

import '@/lib/schema/no-eval';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { RunCharts } from '@/components/charts/run-charts';
import { useAddress } from '@/components/ui/use-address';
import { useStore } from '@/components/ui/use-store';
import { BytesSheet } from '@/components/wire/bytes-sheet';
import { Diagram } from '@/components/wire/diagram';
import { Legend } from '@/components/wire/legend';
import { WireDetails } from '@/components/wire/wire-details';
import type { Sought } from '@/lib/capture/sought';
import { fromQuery, toQuery } from '@/lib/scenario/url';
import { techniques } from '@/lib/techniques';
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
  const instrument = useRef<HTMLElement>(null);
  const { present } = setup.view;
  const hasBegun = useBegun(run);
  const { symbol, techniques: on } = setup.scenario;
  const shown = useMemo(() => techniques.filter(({ id }) => on.includes(id)), [on]);

  const show = useCallback(
    (what: Sought) => {
      run.look({ wire: true });
      run.wire.seek(what);
      instrument.current?.scrollIntoView({ block: 'start' });
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
            {setup.view.wire && (
              <section
                ref={instrument}
                aria-label="The wire"
                className="rounded-card border border-line bg-card"
              >
                <Diagram wire={run.wire} techniques={shown} symbol={symbol} className="h-[338px]" />
                <div className="border-t border-line">
                  <Legend wire={run.wire} />
                </div>
              </section>
            )}
            <RunCharts run={run} />
            {setup.view.wire && <WireDetails wire={run.wire} techniques={shown} />}
            <BytesSheet wire={run.wire} />
          </div>
        </div>
        {hasBegun && <Below run={run} onShow={show} />}
      </main>
      <footer className="px-1 text-small text-muted">
        Every figure is measured from the traffic of this page: latency from the moment a tick was due on the
        server to the moment the browser had it; bytes from the server&rsquo;s own socket counters, headers
        and framing included. The channel that brings the figures is not counted.
      </footer>
    </div>
  );
}
