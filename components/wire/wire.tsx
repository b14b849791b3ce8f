'use client';

import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PageRun } from '@/components/run/page-run';
import { Button } from '@/components/ui/button';
import { useStore } from '@/components/ui/use-store';
import type { WireMessage } from '@/lib/capture/message';
import { findSought, type Sought } from '@/lib/capture/sought';
import { formatBytes, formatCountOf } from '@/lib/figures/format';
import type { Scenario } from '@/lib/scenario/scenario';
import { nameOf, techniques } from '@/lib/techniques';
import { kindNames } from '@/lib/wire/kinds';
import { Diagram } from './diagram';
import type { View } from './scene';
import { ViewControls } from './view-controls';
import type { WireStore } from './wire-store';
import { WireTable } from './wire-table';

const loadInspector = () => import('./inspector').then(({ Inspector }) => ({ default: Inspector }));
const Inspector = lazy(loadInspector);

/** What is sought and has not crossed yet is looked for so often, ms. */
const SEEK_MS = 100;

/** The table in words is made anew so often while the diagram runs, ms. */
const TABLE_MS = 1000;
const ROWS = 60;

/**
 * The wire: what crosses each lane's connections, as a sequence diagram, in words, and byte for byte.
 *
 * @param props.sought what a reader of the code wants to see
 */
export function Wire({ run, sought }: { run: PageRun; sought: Sought | null }) {
  const { scenario, view } = useStore(run.setup);
  return (
    <section aria-label="The wire" className="flex flex-col gap-2 rounded-lg border border-line bg-card p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">The wire</h2>
        <p className="text-xs text-muted">
          every request, answer, chunk and frame of this run, as it happens
        </p>
        <Button
          className="ml-auto"
          aria-pressed={view.wire}
          onClick={() => {
            if (view.wire) run.wire.clear();
            run.look({ wire: !view.wire });
          }}
        >
          {view.wire ? 'Stop watching' : 'Watch the wire'}
        </Button>
      </div>
      {view.wire && <Watching scenario={scenario} store={run.wire} sought={sought} />}
    </section>
  );
}

function Watching(props: { scenario: Scenario; store: WireStore; sought: Sought | null }) {
  const { scenario, store, sought } = props;
  const top = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ end: null, span: 3000 });
  const [selected, setSelected] = useState<WireMessage | null>(null);
  const [awaited, setAwaited] = useState<Sought | null>(null);
  const [, setDrawn] = useState(0);
  const shown = techniques.filter(({ id }) => scenario.techniques.includes(id));

  useEffect(() => {
    void loadInspector();
    const timer = setInterval(() => setDrawn((count) => count + 1), TABLE_MS);
    return () => clearInterval(timer);
  }, []);

  const inSight = (end: number) =>
    store.messages.filter(
      ({ sentAt, technique }) =>
        sentAt <= end && sentAt >= end - view.span && shown.some(({ id }) => id === technique),
    );
  const end = view.end ?? store.now;
  const messages = inSight(end);

  const select = (message: WireMessage) => {
    setSelected(message);
    if (view.end === null) setView({ ...view, end: store.now });
  };
  /** Whatever it is, and however long ago, it comes into sight. */
  const lookAt = (message: WireMessage) => {
    setSelected(message);
    const stands = view.end ?? store.now;
    const isInSight = message.sentAt <= stands && message.sentAt >= stands - view.span;
    setView({ ...view, end: isInSight ? stands : message.sentAt + view.span / 2 });
  };

  const seek = useEffectEvent((what: Sought) => {
    const found = findSought(store.messages, what);
    setAwaited(found ? null : what);
    if (found) lookAt(found);
    return found !== undefined;
  });
  useEffect(() => {
    if (!sought) return;
    top.current?.scrollIntoView({ block: 'start' });
    if (seek(sought)) return;
    const timer = setInterval(() => {
      if (seek(sought)) clearInterval(timer);
    }, SEEK_MS);
    return () => clearInterval(timer);
  }, [sought]);

  const step = (by: 1 | -1) => {
    const all = store.messages.filter(({ technique }) => shown.some(({ id }) => id === technique));
    const at = selected ? all.findIndex(({ id }) => id === selected.id) : all.length;
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) lookAt(next);
  };

  return (
    <>
      <div ref={top} className="scroll-mt-10">
        <ViewControls store={store} view={view} onChange={setView} onStep={step} />
      </div>
      {awaited && (
        <p role="status" className="rounded bg-warn px-2 py-1 text-warn-ink">
          {nameOf(awaited.technique)}: no {kindNames[awaited.kind]}{' '}
          {awaited.way === 'up' ? 'to the server' : 'to the browser'} was seen since watching began. The next
          one will be shown; Reset makes all connections anew.
        </p>
      )}
      <Diagram store={store} techniques={shown} view={view} selected={selected} onSelect={select} />
      <p className="text-xs text-muted">
        Grey: requests; coloured: answers and messages; dotted: heartbeats; dashed and hollow: empty answers;
        a bar on the server&rsquo;s line: a request that waits for its answer. Point at a tick to see it in
        every lane, press an arrow to read its bytes. What goes up is drawn from when the server&rsquo;s
        socket had it, a tick coming down until the page had it.
      </p>
      {store.leftOut > 0 && (
        <p role="note" className="rounded bg-warn px-2 py-1 text-warn-ink">
          So much is crossing that this is a sample:{' '}
          {formatCountOf(store.leftOut, 'exchange was', 'exchanges were')} left out here. The figures are of
          all.
        </p>
      )}
      <dl className="flex flex-wrap gap-x-4 text-xs text-muted">
        {shown.map(({ id, name }) => {
          const captured = store.captured.get(id) ?? 0;
          const counted = store.counted[id] ?? 0;
          return (
            <div key={id} data-captured={id} data-bytes={captured} className="flex gap-1">
              <dt>{name}:</dt>
              <dd>
                {formatBytes(captured)} seen here of {formatBytes(counted)}
              </dd>
            </div>
          );
        })}
      </dl>
      {selected && (
        <Suspense>
          <Inspector message={selected} messages={store.messages} />
        </Suspense>
      )}
      <WireTable
        messages={messages.slice(-ROWS).reverse()}
        startedAt={store.startedAt}
        selected={selected}
        onSelect={select}
      />
    </>
  );
}
