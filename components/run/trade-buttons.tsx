'use client';

import { useSyncExternalStore } from 'react';
import { Button, type ButtonLook } from '@/components/ui/button';
import { useRecorded } from '@/components/ui/recorded';
import type { TradeResult } from '@/lib/run/snapshot';
import type { ShownTechnique } from '@/lib/techniques';
import type { PageRun } from './page-run';

const sides = { buy: 'Buy', sell: 'Sell' } as const;

/**
 * Trade at the price that a lane shows; the server fills at the true one.
 *
 * @param props.isBrief whether there is no room to say how much
 */
export function TradeButtons(props: {
  run: PageRun;
  technique: ShownTechnique;
  running: boolean;
  look: ButtonLook;
  isBrief?: boolean;
}) {
  const { run, technique, running, look, isBrief = false } = props;
  const { id, name } = technique;
  const hasPrice = () => run.prices.get().lanes[id] !== undefined;
  // Not drawn anew for each price: the buttons only have to know that there is one.
  const known = useSyncExternalStore(run.prices.subscribe, hasPrice, hasPrice);
  const isRecorded = useRecorded() !== undefined;
  return (Object.keys(sides) as TradeResult['side'][]).map((side) => (
    <Button
      key={side}
      look={look}
      className={isBrief ? 'min-h-[26px]! px-2! text-small' : ''}
      aria-label={`${sides[side]} at the price of ${name}`}
      disabled={!known || !running || isRecorded}
      onClick={() => run.trade(id, side)}
    >
      {isBrief ? sides[side] : `${sides[side]} 100 at this price`}
    </Button>
  ));
}
