'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText, download } from '@/components/ui/copy';
import { type FigureGroup, FigureTable } from '@/components/ui/figure-table';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatClock, formatMs, NONE } from '@/lib/figures/format';
import { fileName, type Origin, toCsv, toJson, toMarkdown } from '@/lib/run/export';
import { type Compared, lanesOfCompared } from '@/lib/run/saved-run';
import { figuresOfSegments, type LaneOfSegment, scoredLanes } from '@/lib/run/scoreboard';
import { mostSetAside, setAsideInWords } from '@/lib/run/set-aside';
import type { LaneSnapshot, Snapshot } from '@/lib/run/snapshot';
import { nameOf } from '@/lib/techniques';
import { version } from '@/package.json';
import { linkTo } from './link-to';
import type { PageRun } from './page-run';
import { ComparedRun, OpenSavedRun } from './saved-run';

/** All figures of all techniques, what keeps some from a mark, and what is no difference. */
export function Scoreboard({ run }: { run: PageRun }) {
  const snapshot = useFigures(run.snapshot);
  const [done, setDone] = useState('');
  const lanes = snapshot ? scoredLanes(snapshot) : [];
  const table = useRef<HTMLDivElement>(null);
  const compared = useStore(run.compared);
  const hasBeside = compared !== null || (snapshot?.past.length ?? 0) > 0;
  // The figures of now are those to be seen, where there is no room for both.
  useEffect(() => {
    const scrolled = table.current?.firstElementChild;
    if (hasBeside && scrolled) scrolled.scrollLeft = scrolled.scrollWidth;
  }, [hasBeside]);
  const samples = lanes.map(({ figures }) => figures.latency.count);

  const copy = async () => {
    if (!snapshot) return;
    setDone(
      (await copyText(toMarkdown(snapshot, originOf(run)))) ? 'copied' : 'the browser does not allow copying',
    );
  };
  const save = (kind: 'csv' | 'json') => {
    if (!snapshot) return;
    const { scenario } = run.setup.get();
    const name = fileName(scenario, new Date(), kind);
    if (kind === 'csv') download(name, 'text/csv', toCsv(snapshot, originOf(run)));
    else download(name, 'application/json', toJson(snapshot, scenario, originOf(run)));
  };

  return (
    <section aria-label="Scoreboard" className="rounded-lg border border-line bg-card p-3">
      <div className="mb-1 flex flex-wrap items-center gap-1.5">
        <h2 className="font-semibold">Scoreboard</h2>
        <p className="text-xs text-muted">
          ★ best of the row; several share it where no difference can be measured; the others as a multiple
        </p>
        <span role="status" className="ml-auto text-xs text-muted">
          {done}
        </span>
        <Button disabled={!snapshot} onClick={() => void copy()} onBlur={() => setDone('')}>
          Copy as Markdown
        </Button>
        <Button disabled={!snapshot} onClick={() => save('csv')}>
          CSV
        </Button>
        <Button disabled={!snapshot} onClick={() => save('json')}>
          JSON
        </Button>
        <OpenSavedRun run={run} />
      </div>
      {compared && <ComparedRun run={run} compared={compared} now={snapshot?.segment?.settings ?? null} />}
      <div ref={table}>
        <FigureTable
          label="Scoreboard table"
          figures={figuresOfSegments}
          groups={snapshot ? groupsOf(snapshot, compared) : []}
        />
      </div>
      <p className="mt-1 text-xs text-muted">
        Percentiles of{' '}
        {samples.length > 0 ? samples.map((count) => count.toLocaleString('en-US')).join(', ') : NONE}{' '}
        samples, right to 1 %, and to the uncertainty of the clocks. Noise floor{' '}
        <span data-noise-floor={snapshot?.noiseFloor ?? ''}>{formatMs(snapshot?.noiseFloor ?? null)}</span>:
        what is less is no difference between techniques. Point at a row&rsquo;s name to read how it is
        measured.
      </p>
      {snapshot && <Segment snapshot={snapshot} isBesideBefore={!compared} />}
      <Unmarked lanes={lanes} />
    </section>
  );
}

/** Where exported figures come from. */
function originOf(run: PageRun): Origin {
  return { link: linkTo(run.setup.get()), version, userAgent: navigator.userAgent };
}

/** The present segment, after the saved one or the one before where there is one. */
function groupsOf(snapshot: Snapshot, compared: Compared | null): FigureGroup<LaneOfSegment>[] {
  const last = snapshot.past.at(-1);
  const kind = compared ? 'saved' : 'before';
  const beside = compared ? lanesOfCompared(compared) : last ? scoredLanes(last) : null;
  const now = scoredLanes(snapshot).map((lane) => ({
    technique: lane.id,
    measured: { ...lane, [kind]: beside?.find(({ id }) => id === lane.id) },
  }));
  if (!beside) return [{ key: 'now', columns: now }];
  const columns = beside.map((lane) => ({ technique: lane.id, measured: lane }));
  return [
    { key: kind, head: kind, columns },
    { key: 'now', head: 'now', columns: now },
  ];
}

/** Since when the figures are those of the present settings, and what is left out of them. */
function Segment(props: { snapshot: Snapshot; isBesideBefore: boolean }) {
  const { segment, past, lanes } = props.snapshot;
  const setAside = setAsideInWords(mostSetAside(lanes));
  const before = past.at(-1);
  return (
    <>
      {segment && before && (
        <p className="mt-1 text-xs text-muted" data-segment={segment.settling ? 'settling' : 'begun'}>
          {segment.settling
            ? 'A setting has changed: the figures begin anew in a moment.'
            : `Now: since ${formatClock(segment.from)} of the run, with the settings of now${props.isBesideBefore ? `; before: since ${formatClock(before.from)}` : ''}.`}{' '}
          Bytes per tick leave out what crossed in between, such as handshakes.
        </p>
      )}
      {setAside && (
        <p className="mt-1 text-xs text-muted" data-set-aside>
          Set aside, at most so many a technique: {setAside}. They are received and counted, and left out of
          latency and staleness.
        </p>
      )}
    </>
  );
}

/** The lanes that have no mark, by what keeps them from it. */
function Unmarked({ lanes }: { lanes: readonly LaneSnapshot[] }) {
  const names = new Map<string, string[]>();
  for (const { id, comparison } of lanes) {
    const { latency, counts } = comparison.unfit;
    const reasons =
      latency === counts ? [latency] : [latency && `${latency} (latency)`, counts && `${counts} (counts)`];
    for (const reason of reasons) if (reason) names.set(reason, [...(names.get(reason) ?? []), nameOf(id)]);
  }
  if (names.size === 0) return null;
  const sentence = [...names].map(([reason, of]) => `${reason}: ${of.join(', ')}`).join('; ');
  return <p className="mt-1 text-xs text-muted">Without a mark, {sentence}.</p>;
}
