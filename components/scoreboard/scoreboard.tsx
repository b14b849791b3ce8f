'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { Button } from '@/components/ui/button';
import { useRecorded } from '@/components/ui/recorded';
import { useFigures, useStore } from '@/components/ui/use-store';
import { type Compared, lanesOfCompared } from '@/lib/run/saved-run';
import { type LaneOfSegment, scoreboardFigures, scoredLanes } from '@/lib/run/scoreboard';
import { type LanesOfSide, lanesOfSide } from '@/lib/run/side';
import type { ScoredLane } from '@/lib/run/telling-apart';
import { Exports } from './exports';
import { Precision, SegmentNotes, SharedByAll, Unmarked } from './notes';
import { ComparedRun } from './saved-run';
import { type Beside, ScoreTable } from './score-table';

/** All figures of all techniques, what keeps some from a mark, and what is no difference. */
export function Scoreboard({ run }: { run: PageRun }) {
  const snapshot = useFigures(run.snapshot);
  const compared = useStore(run.compared);
  const recorded = useRecorded();
  const [showsAll, setShowsAll] = useState(false);
  const side = useStore(run.side);
  const ofSide = snapshot && lanesOfSide(snapshot, side);
  const scored = ofSide ? scoredLanes({ lanes: ofSide.shown }) : [];
  const beside = ofSide && besideOf(ofSide, compared);
  const isBefore = ofSide?.isBefore ?? false;
  const lanes: LaneOfSegment[] = scored.map((lane) => ({
    ...lane,
    ...(beside ? { [beside.kind]: beside.lanes.find(({ id }) => id === lane.id) } : {}),
  }));

  return (
    <section aria-label="Scoreboard" className="mt-9">
      <header className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <h2 className="mr-1 text-section">Scoreboard</h2>
        <p className="text-muted">
          Bold is best; a tie has several.
          {isBefore && ' All are of before your change.'}
          {beside &&
            ` Small figures: ${beside.kind === 'saved' ? 'of the saved run' : 'before your change'}.`}
          {recorded && ` All were ${recorded}.`}
        </p>
        <Exports run={run} hasFigures={snapshot !== null} />
      </header>
      <div className="rounded-card border border-line bg-card px-4 pt-2 pb-3">
        {compared && <ComparedRun run={run} compared={compared} now={snapshot?.segment?.settings ?? null} />}
        <ScoreTable lanes={lanes} of={isBefore ? 'before' : 'now'} beside={beside} showsAll={showsAll} />
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Button look="quiet" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            <ChevronDown size={15} aria-hidden="true" className={showsAll ? 'rotate-180' : ''} />
            All {scoreboardFigures.length} figures, grouped
          </Button>
          <Precision snapshot={snapshot} lanes={scored} />
        </div>
        {snapshot && <SegmentNotes snapshot={snapshot} isBesideBefore={!compared} />}
        <SharedByAll shared={snapshot?.shared} />
        <Unmarked lanes={scored} />
      </div>
    </section>
  );
}

/** What stands beside the figures: a saved run, or else the segment before, where that is wanted. */
function besideOf(
  { beside }: LanesOfSide,
  compared: Compared | null,
): { kind: Beside; lanes: readonly ScoredLane[] } | null {
  if (compared) return { kind: 'saved', lanes: lanesOfCompared(compared) };
  return beside && { kind: 'before', lanes: scoredLanes({ lanes: beside }) };
}
