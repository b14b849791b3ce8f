'use client';

import { SlidersHorizontal } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useRecorded } from '@/components/ui/recorded';
import type { KnobName } from '@/lib/scenario/knobs';
import { BreakMenu } from './break-menu';
import { Knobs } from './knobs';
import type { PageRun } from './page-run';
import { Running } from './running';

/**
 * What one does to a run: stop it and go on, turn what changes the answer, break something.
 *
 * @param props.knobs the settings that stand here; all others are in the panel
 */
export function ControlBar(props: {
  run: PageRun;
  knobs: readonly KnobName[];
  settingsOpen: boolean;
  onSettings: () => void;
}) {
  const { run, knobs, settingsOpen, onSettings } = props;
  const isRecorded = useRecorded() !== undefined;
  return (
    <div className="flex min-h-[58px] flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-3.5 py-2.5">
      <Running run={run} />
      <fieldset className="contents" disabled={isRecorded}>
        <Rule />
        <div className="flex flex-1 flex-wrap gap-x-5 gap-y-1">
          <Knobs run={run} names={knobs} />
        </div>
        <Rule />
        <div className="ml-auto flex gap-2">
          <BreakMenu run={run} />
          <Button aria-expanded={settingsOpen} onClick={onSettings}>
            <SlidersHorizontal size={15} aria-hidden="true" />
            All settings
          </Button>
        </div>
      </fieldset>
    </div>
  );
}

const Rule = () => <span aria-hidden="true" className="w-px self-stretch bg-line max-lg:hidden" />;
