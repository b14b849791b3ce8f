'use client';

import { useEffect, useState } from 'react';
import type { Stopwatch, StreamSeen } from './connections-run';

/** A stream each; many of them are drawn small. */
export function StreamCells({ streams }: { streams: readonly StreamSeen[] }) {
  if (streams.length > 24) return <ManyCells streams={streams} />;
  return (
    <ul aria-label="Streams" className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
      {streams.map((stream) => (
        <li
          key={stream.number}
          data-stream={stream.openedAfter === null ? 'waiting' : 'open'}
          className={`flex min-h-[78px] flex-col rounded-[10px] border-[1.5px] border-strong bg-card px-3 py-2 ${stream.openedAfter === null ? 'border-dashed' : ''}`}
        >
          <span className="text-small text-muted">stream {stream.number}</span>
          {stream.openedAfter === null ? (
            <>
              <b className="text-[1.3rem] font-semibold text-muted">waiting</b>
              <span className="text-small text-muted">
                <Running watch={{ startedAt: stream.askedAt, stoppedAfter: null }} />
              </span>
            </>
          ) : (
            <>
              <b className="text-[1.3rem] font-semibold">
                {stream.events} {stream.events === 1 ? 'event' : 'events'}
              </b>
              <span className="text-small text-muted">open</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function ManyCells({ streams }: { streams: readonly StreamSeen[] }) {
  const open = streams.filter(({ openedAfter }) => openedAfter !== null).length;
  return (
    <div>
      <p className="mb-2">
        <b className="font-semibold">{open}</b> of {streams.length} streams are open,{' '}
        <b className="font-semibold">{streams.length - open}</b> wait
      </p>
      <div aria-hidden="true" className="flex flex-wrap gap-1">
        {streams.map(({ number, openedAfter }) => (
          <i
            key={number}
            className={`size-4 rounded-[4px] border border-strong ${openedAfter === null ? 'border-dashed' : 'bg-ink'}`}
          />
        ))}
      </div>
    </div>
  );
}

/** How long something took, or has been going on for. */
export function Running({ watch: { startedAt, stoppedAfter } }: { watch: Stopwatch }) {
  const [now, setNow] = useState(startedAt);
  const isRunning = stoppedAfter === null;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (stoppedAfter !== null && stoppedAfter < 1000) return <>{Math.round(stoppedAfter)}&nbsp;ms</>;
  return <>{(Math.max(0, stoppedAfter ?? now - startedAt) / 1000).toFixed(1)}&nbsp;s</>;
}
