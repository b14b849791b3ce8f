'use client';

import '@/lib/schema/no-eval';
import { Presentation } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useRef, useState } from 'react';
import { askBeside } from '@/components/question/ask';
import { choicesOf } from '@/components/question/choices';
import { QuestionAndAnswer } from '@/components/question/question-and-answer';
import { useAsked } from '@/components/question/use-asked';
import { Button } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { recordedOn } from '@/components/ui/recorded';
import { SiteHeader } from '@/components/ui/site-header';
import { useAddress } from '@/components/ui/use-address';
import { useStore } from '@/components/ui/use-store';
import type { Sought } from '@/lib/capture/sought';
import { presets } from '@/lib/scenario/presets';
import { fromQuery, toQuery } from '@/lib/scenario/url';
import type { Technique } from '@/lib/techniques';
import { loadEngine } from './engine-worker';
import { Instrument } from './instrument';
import { linkTo } from './link-to';
import { useBegun } from './use-begun';
import { useLive, useRun } from './use-run';

const ChangeStrip = dynamic(
  () => import('@/components/question/change-strip').then((module) => module.ChangeStrip),
  { ssr: false },
);
// What draws the wire keeps nobody waiting for a price: what has crossed before is kept for it.
const Diagram = dynamic(() => import('@/components/wire/diagram').then((module) => module.Diagram), {
  ssr: false,
});
// There is nothing to say of figures before there are some.
const Notices = dynamic(() => import('./notices').then((module) => module.Notices), { ssr: false });
const RunCharts = dynamic(() => import('@/components/charts/run-charts').then((module) => module.RunCharts), {
  ssr: false,
});
const Below = dynamic(() => import('./below').then((module) => module.Below), { ssr: false });
const Answer = dynamic(() => import('@/components/question/answer').then((module) => module.Answer), {
  ssr: false,
});
const Present = dynamic(() => import('@/components/present/present').then((module) => module.Present), {
  ssr: false,
});
const SettingsPanel = dynamic(() => import('./settings-panel').then((module) => module.SettingsPanel), {
  ssr: false,
});

const form = { toQuery, fromQuery };

loadEngine();

/** The whole page: question and answer, the instrument, charts, scoreboard, code. */
export function Playground() {
  const run = useRun();
  const setup = useStore(run.setup);
  const { isRead, ignored, forgetIgnored } = useAddress(form, setup, run.setUp);
  useLive(run, isRead);
  const instrument = useRef<HTMLDivElement>(null);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const { present } = setup.view;
  const hasBegun = useBegun(run);
  const asked = useAsked(run);
  const { preset } = asked;

  const show = useCallback(
    (what: Sought) => {
      run.look({ wire: true });
      run.wire.seek(what);
      instrument.current?.scrollIntoView({ block: 'start' });
      const { techniques } = run.setup.get().scenario;
      if (!techniques.includes(what.technique) && !recordedOn())
        run.change({ techniques: [...techniques, what.technique] });
    },
    [run],
  );

  const wire = (lanes: readonly Technique[], gutter?: number, tellsLateness = true) =>
    setup.view.wire && (
      <div className={present ? 'h-full' : 'h-[338px]'}>
        {hasBegun && (
          <Diagram
            wire={run.wire}
            techniques={lanes}
            symbol={setup.scenario.symbol}
            tellsLateness={tellsLateness}
            {...(gutter ? { gutter } : {})}
            className="h-full"
          />
        )}
      </div>
    );

  if (present && hasBegun) {
    return (
      <Present
        run={run}
        eyebrow={`${preset.name} · question ${presets.indexOf(preset) + 1} of ${presets.length}`}
        question={preset.question}
        options={choicesOf(asked.question, setup.scenario.techniques)}
        answer={<Answer run={run} asked={asked} isPresented />}
        wire={wire}
        onQuestion={(by) => askBeside(run, preset, by)}
        onLeave={() => run.look({ present: false })}
      />
    );
  }
  return (
    <>
      <SiteHeader current="Playground">
        <CopyLink link={() => linkTo(setup)} />
        <Button aria-pressed={present} onClick={() => run.look({ present: !present })}>
          <Presentation size={15} aria-hidden="true" />
          <span className="max-sm:sr-only">Present</span>
        </Button>
      </SiteHeader>
      <main
        id="main"
        className="mx-auto flex max-w-[1680px] min-w-0 flex-col px-4 pt-5 pb-24 sm:px-6 sm:pb-12"
      >
        {(hasBegun || ignored.length > 0) && (
          <Notices run={run} ignored={ignored} forgetIgnored={forgetIgnored} />
        )}
        <QuestionAndAnswer run={run} asked={asked} />
        <div ref={instrument} className="mt-3.5 scroll-mt-2">
          <Instrument
            run={run}
            knobs={preset.knobs}
            settingsOpen={settingsOpen}
            onSettings={() => setSettingsOpen(!settingsOpen)}
            strip={hasBegun && <ChangeStrip run={run} />}
            wire={wire}
          />
        </div>
        {hasBegun && settingsOpen && <SettingsPanel run={run} onClose={() => setSettingsOpen(false)} />}
        {hasBegun && <RunCharts run={run} />}
        {hasBegun && <Below run={run} onShow={show} />}
      </main>
    </>
  );
}
