'use client';

import { Button } from '@/components/ui/button';
import { useStore } from '@/components/ui/use-store';
import { MANY, protocolInWords } from '@/lib/experiments/connections';
import type { ConnectionsRun, ConnectionsSeen, Stopwatch } from './connections-run';
import { Running, StreamCells } from './stream-cells';

/** Streams, the stopwatches beside them, WebSockets, and what one does to them. */
export function WhatIsSeen({ run }: { run: ConnectionsRun }) {
  const seen = useStore(run.seen);
  const { streams, fetch, tab, sockets, count, measured } = seen;
  return (
    <div className="grid gap-4">
      <section aria-label="Streams" className="rounded-card border border-line bg-card px-5 py-4">
        <div className="mb-3 flex flex-wrap items-baseline gap-x-4">
          <h2 className="text-section">
            {measured ? `Streams over ${protocolInWords(measured.protocol)}` : 'Streams'}
          </h2>
          {count && (
            <p className="ml-auto text-muted">
              the server counts{' '}
              <b className="font-semibold text-ink">
                {count.streams} {count.streams === 1 ? 'stream' : 'streams'} in {count.connections}{' '}
                {count.connections === 1 ? 'connection' : 'connections'}
              </b>
            </p>
          )}
        </div>
        <StreamCells streams={streams} />
        {fetch && <Watched what="an ordinary fetch" watch={fetch} done="answered in" />}
        {tab && <Watched what="another tab of this server" watch={tab} done="opened in" />}
        {measured && <Hands run={run} seen={seen} />}
      </section>
      {sockets && (
        <section aria-label="WebSockets" className="rounded-card border border-line bg-card px-5 py-4">
          <div className="flex flex-wrap items-baseline gap-x-4">
            <h2 className="text-section">WebSockets beside them</h2>
            <p className="ml-auto text-muted">
              <b className="font-semibold text-ink">
                {sockets.opened} of {sockets.asked}
              </b>{' '}
              are open
              {count && `, the server counts ${count.sockets}`}
            </p>
          </div>
          <div aria-hidden="true" className="mt-3 flex flex-wrap gap-1">
            {numbersTo(sockets.asked).map((number) => (
              <i
                key={number}
                className={`size-6 rounded-md border border-strong ${number <= sockets.opened ? 'bg-ink' : 'border-dashed'}`}
              />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function Hands({ run, seen: { streams } }: { run: ConnectionsRun; seen: ConnectionsSeen }) {
  const isOpen = streams.some(({ openedAfter }) => openedAfter !== null);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button className="max-sm:min-h-11" disabled={!isOpen} onClick={() => run.closeStream()}>
        Close one stream
      </Button>
      <Button className="max-sm:min-h-11" disabled={streams.length > MANY} onClick={() => run.openStream()}>
        One more
      </Button>
      <Button className="max-sm:min-h-11" onClick={() => run.openTab()}>
        Open another tab
      </Button>
    </div>
  );
}

function Watched({ what, watch, done }: { what: string; watch: Stopwatch; done: string }) {
  return (
    <p data-watch className="mt-3 flex flex-wrap items-baseline gap-x-3 border-t border-line pt-2.5">
      <span>{what}</span>
      <span className="ml-auto">
        {watch.stoppedAfter === null ? 'waiting' : done}{' '}
        <b className="text-[1.6rem] font-semibold tracking-tight">
          <Running watch={watch} />
        </b>
      </span>
    </p>
  );
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
