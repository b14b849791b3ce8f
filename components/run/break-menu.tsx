'use client';

import { ChevronDown, Zap } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Floating } from '@/components/ui/floating';
import { useFiguresOf } from '@/components/ui/use-store';
import { type FaultKind, faultKinds, nameOfFault } from '@/lib/faults/faults';
import type { Snapshot } from '@/lib/run/snapshot';
import type { PageRun } from './page-run';

/**
 * What can be made to go wrong, now; while it lasts, the button says what and for how long still.
 *
 * @param props.isBrief whether there is room for its icon only
 */
export function BreakMenu({ run, isBrief = false }: { run: PageRun; isBrief?: boolean }) {
  const broken = useFiguresOf(run.snapshot, brokenWords);
  return (
    <Floating
      label="Break something"
      className="w-88 max-w-[calc(100vw-2rem)] p-1.5"
      opener={(attributes) => (
        <Button {...attributes} className={broken ? 'border-warn bg-warn-ground text-warn' : ''}>
          <Zap size={15} aria-hidden="true" />
          <span className={isBrief && !broken ? 'sr-only' : ''}>{broken ?? 'Break something'}</span>
          {!isBrief && <ChevronDown size={13} aria-hidden="true" />}
        </Button>
      )}
    >
      {(close) => (
        <ul>
          {faultKinds.map(({ kind, plain, name, seconds, meaning }) => (
            <li key={kind}>
              <button
                type="button"
                data-fault={kind}
                onClick={() => {
                  strike(run, kind, seconds);
                  close();
                }}
                className="block w-full cursor-pointer rounded px-2.5 py-1.5 text-left -outline-offset-2 hover:bg-sunken"
              >
                <span className="font-medium">{plain}</span>{' '}
                <span className="text-small text-muted">
                  {name}
                  {seconds !== null && `, ${seconds} s`}
                </span>
                <span className="block text-small text-muted">{meaning}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Floating>
  );
}

/** @param seconds null for a fault without length */
export function strike(run: PageRun, kind: FaultKind, seconds: number | null): void {
  run.strike({ kind, seconds: seconds ?? 5 });
}

/** The fault that lasts now, and for how long still. */
function brokenWords(snapshot: Snapshot | null): string | null {
  if (!snapshot) return null;
  const { elapsed } = snapshot;
  const fault = snapshot.faults.findLast(({ from, to }) => from <= elapsed && elapsed < to);
  return fault ? `${nameOfFault(fault.kind)}, ${Math.ceil(fault.to - elapsed)} s` : null;
}
