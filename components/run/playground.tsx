'use client';

import '@/lib/no-eval';
import { useCallback, useEffect, useState } from 'react';
import { Charts } from '@/components/charts/charts';
import { CodeSection } from '@/components/code/code-section';
import { Wire } from '@/components/wire/wire';
import { scoredLanes } from '@/lib/figures/scoreboard';
import { defaultScenario } from '@/lib/scenario/scenario';
import { techniques } from '@/lib/techniques';
import type { Sought } from '@/lib/wire/sought';
import { Header } from './header';
import { Lane } from './lane';
import { Notices } from './notices';
import { Scoreboard } from './scoreboard';
import { Settings } from './settings';
import { usePriced } from './use-priced';
import { useRun } from './use-run';
import { useScenario } from './use-scenario';

/** The whole page: settings, a lane for each technique, charts, scoreboard, wire, code. */
export function Playground() {
  const { scenario: linked, change, ignored, forgetIgnored } = useScenario();
  const { snapshot, charts, prices, wire, send } = useRun(linked);
  const priced = usePriced(prices);
  const [sought, setSought] = useState<Sought | null>(null);
  const scenario = linked ?? defaultScenario;
  const { present } = scenario;
  const lanes = snapshot ? scoredLanes(snapshot) : [];
  // As text, so that the charts are not drawn anew for a list that is equal but not the same.
  const scored = lanes.map(({ id }) => id).join();
  const split = scenario.bytesView === 'split' ? lanes : undefined;
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));

  const { techniques: on } = scenario;
  const show = useCallback(
    (what: Sought) => {
      setSought({ ...what });
      change({ wire: true, ...(on.includes(what.technique) ? {} : { techniques: [...on, what.technique] }) });
    },
    [change, on],
  );

  useEffect(() => {
    document.documentElement.dataset.present = String(present);
  }, [present]);

  return (
    <div className="mx-auto flex max-w-[160rem] flex-col gap-2 p-2 sm:p-3">
      <Header scenario={scenario} snapshot={snapshot} change={change} send={send} />
      <main className="flex min-w-0 flex-col gap-2">
        <Notices snapshot={snapshot} ignored={ignored} forgetIgnored={forgetIgnored} />
        <div className={`grid grid-cols-1 gap-2 ${present ? '' : 'lg:grid-cols-[18rem_minmax(0,1fr)]'}`}>
          {!present && <Settings scenario={scenario} change={change} send={send} />}
          <div className="flex min-w-0 flex-col gap-2">
            <section
              aria-label="Lanes"
              className="grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-[repeat(var(--lanes),minmax(0,1fr))]"
              style={{ '--lanes': Math.max(1, shown.length) } as React.CSSProperties}
            >
              {shown.map((technique) => (
                <Lane
                  key={technique.id}
                  technique={technique}
                  symbol={scenario.symbol}
                  lane={snapshot?.lanes.find(({ id }) => id === technique.id)}
                  prices={prices}
                  send={send}
                  running={snapshot?.status.kind === 'running' || snapshot?.status.kind === 'offline'}
                />
              ))}
              {shown.length === 0 && (
                <p className="rounded-lg border border-line bg-card p-6 text-muted">
                  No technique is on. Turn one on in the settings.
                </p>
              )}
            </section>
            <Charts
              scenario={scenario}
              charts={charts}
              drawn={priced}
              shown={scored}
              lanes={split}
              change={change}
            />
            <Wire scenario={scenario} store={wire} sought={sought} change={change} />
            <Scoreboard scenario={scenario} snapshot={snapshot} />
          </div>
        </div>
        <CodeSection onShow={show} />
      </main>
      <footer className="px-1 text-xs text-muted">
        Every figure is measured from the traffic of this page: latency from the moment a tick came into being
        on the server to the moment the browser had it; bytes from the server&rsquo;s own socket counters,
        headers and framing included. The channel that brings the figures is not counted.
      </footer>
    </div>
  );
}
