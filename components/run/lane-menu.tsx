'use client';

import { Ellipsis } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Floating } from '@/components/ui/floating';
import { useStore } from '@/components/ui/use-store';
import type { TradeResult } from '@/lib/run/snapshot';
import type { Technique } from '@/lib/techniques';
import type { PageRun } from './page-run';

const sides = { buy: 'Buy 100 at this price', sell: 'Sell 100 at this price' } as const;

/** What one does to one lane. */
export function LaneMenu(props: {
  run: PageRun;
  technique: Technique;
  running: boolean;
  onHold?: ((id: Technique['id']) => void) | undefined;
}) {
  const { run, technique, running, onHold } = props;
  const { id, name } = technique;
  const { techniques } = useStore(run.setup).scenario;
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
          className="-my-1 -mr-2 min-h-[26px] w-[26px]!"
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
          <TradeButtons run={run} technique={technique} running={running} />
          <Button
            look="quiet"
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

/** Trades at the price that the lane shows; the server fills at the true one. */
export function TradeButtons(props: {
  run: PageRun;
  technique: Technique;
  running: boolean;
  className?: string;
}) {
  const { run, technique, running, className = '' } = props;
  const { id, name } = technique;
  const hasPrice = () => run.prices.get().lanes[id] !== undefined;
  // Not drawn anew for each price: the buttons only have to know that there is one.
  const known = useSyncExternalStore(run.prices.subscribe, hasPrice, hasPrice);
  return (Object.keys(sides) as TradeResult['side'][]).map((side) => (
    <Button
      key={side}
      look="quiet"
      className={className}
      aria-label={`${side === 'buy' ? 'Buy' : 'Sell'} at the price of ${name}`}
      disabled={!known || !running}
      onClick={() => run.trade(id, side)}
    >
      {sides[side]}
    </Button>
  ));
}
