'use client';

import { SlidersHorizontal } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Floating } from '@/components/ui/floating';
import { useRecorded } from '@/components/ui/recorded';
import { useStore } from '@/components/ui/use-store';
import { type KnobName, knobOf } from '@/lib/scenario/knobs';
import { BreakMenu } from './break-menu';
import { Knobs } from './knobs';
import type { PageRun } from './page-run';
import { Running } from './running';

/** The controls on a phone: at the lower edge, each opening what does not fit. */
export function PhoneBar(props: {
  run: PageRun;
  knobs: readonly KnobName[];
  settingsOpen: boolean;
  onSettings: () => void;
}) {
  const { run, knobs, settingsOpen, onSettings } = props;
  const { scenario } = useStore(run.setup);
  const isRecorded = useRecorded() !== undefined;
  return (
    <nav
      aria-label="Controls"
      className="fixed inset-x-0 bottom-0 z-4 flex h-[60px] items-center gap-1.5 border-t border-line bg-card px-3 [&_button]:min-h-11"
    >
      <Running run={run} />
      <span className="ml-auto" />
      <fieldset className="contents" disabled={isRecorded}>
        <Floating
          label="What changes the answer"
          className="flex w-72 flex-col gap-3 p-4"
          opener={(attributes) => (
            <Button {...attributes} className="px-2.5!">
              {knobs.map((name) => knobOf(name)?.format(scenario[name])).find((text) => text) ?? 'Change'}
            </Button>
          )}
        >
          <Knobs run={run} names={knobs} />
        </Floating>
        <BreakMenu run={run} isBrief />
        <Button
          square
          className="w-11!"
          aria-label="All settings"
          aria-expanded={settingsOpen}
          onClick={onSettings}
        >
          <SlidersHorizontal size={17} aria-hidden="true" />
        </Button>
      </fieldset>
    </nav>
  );
}
