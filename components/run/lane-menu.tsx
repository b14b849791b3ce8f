'use client';

import { Ellipsis } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Floating } from '@/components/ui/floating';
import { useRecorded } from '@/components/ui/recorded';
import { useStore } from '@/components/ui/use-store';
import type { ShownTechnique } from '@/lib/techniques';
import type { PageRun } from './page-run';
import { TradeButtons } from './trade-buttons';

/** What one does to one lane. */
export function LaneMenu(props: {
  run: PageRun;
  technique: ShownTechnique;
  running: boolean;
  /** Whether it is here that one trades. */
  trades: boolean;
  onHold?: ((id: ShownTechnique['id']) => void) | undefined;
}) {
  const { run, technique, running, trades, onHold } = props;
  const { id, name } = technique;
  const { techniques } = useStore(run.setup).scenario;
  const isRecorded = useRecorded() !== undefined;
  return (
    <Floating
      label={`${name}: more`}
      className="p-1.5"
      opener={(attributes) => (
        <Button
          {...attributes}
          look="quiet"
          square
          aria-label={`${name}: more`}
          className="min-h-[26px]! w-[26px]!"
        >
          <Ellipsis size={16} aria-hidden="true" />
        </Button>
      )}
    >
      {(close) => (
        <div className="flex flex-col">
          {onHold && (
            <Button
              look="quiet"
              onClick={() => {
                close();
                onHold(id);
              }}
            >
              Hold this lane, swipe the other
            </Button>
          )}
          {trades && <TradeButtons run={run} technique={technique} running={running} look="quiet" />}
          <Button
            look="quiet"
            disabled={isRecorded}
            onClick={() => {
              close();
              run.change({ techniques: techniques.filter((other) => other !== id) });
            }}
          >
            Remove this lane
          </Button>
        </div>
      )}
    </Floating>
  );
}
