'use client';

import { useEffect, useState } from 'react';
import { IgnoredNotice, Notice } from '@/components/ui/notice';
import { useRecorded } from '@/components/ui/recorded';
import { useFigures, useStore } from '@/components/ui/use-store';
import { formatCountOf } from '@/lib/figures/format';
import { MOST_CONNECTIONS, waitingForConnection } from '@/lib/run/connections';
import type { Ignored } from '@/lib/schema/query';
import { techniques } from '@/lib/techniques';
import type { PageRun } from './page-run';
import { usePageCount } from './use-page-count';

const held = techniques.filter(({ traits }) => traits.holdsConnection).length;

/** What the reader has to know about the figures, and what can be done about it. */
export function Notices(props: { run: PageRun; ignored: Ignored[]; forgetIgnored: () => void }) {
  const { run, ignored, forgetIgnored } = props;
  const snapshot = useFigures(run.snapshot);
  const { scenario } = useStore(run.setup);
  const pages = usePageCount();
  const isRecorded = useRecorded() !== undefined;
  const waiting = waitingForConnection(techniques.filter(({ id }) => scenario.techniques.includes(id)));
  const status = snapshot?.status;
  const openProblem = useStore(run.openProblem);
  // Over HTTP/2 all share one connection.
  const isShared = (snapshot?.shared?.connections ?? 0) > 0;
  const late = snapshot?.lanes.reduce((sum, { figures }) => sum + figures.setAsideFor.interruption, 0) ?? 0;

  return (
    <div className="mb-3.5 flex flex-col gap-1.5 empty:hidden">
      {status?.kind === 'offline' && (
        <Notice alert>
          The server does not answer. The prices below are old, and are shown so; the page keeps trying, and
          goes on from the last tick of each lane when the server is back. <Ago since={status.since} />
        </Notice>
      )}
      {status?.kind === 'refused' && <Notice alert>{status.message}</Notice>}
      <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
      {openProblem !== null && (
        <Notice alert onClose={() => run.openProblem.set(null)}>
          The saved run was not opened. {openProblem}
        </Notice>
      )}
      {late > 0 && (
        <Notice>
          While this tab was in the background, or this computer was busy, browsers slow a page down. Of what
          was late because of that, {formatCountOf(late, 'tick is', 'ticks are')} left out of latency and
          staleness; those times are shaded in the charts.
        </Notice>
      )}
      {!isRecorded && !isShared && pages > 1 && pages * held >= MOST_CONNECTIONS && (
        <Notice>
          {pages} pages of this playground are open in this browser. It allows six HTTP/1.1 connections to one
          host, and each page may hold {held} all the time: the requests of one page now wait for
          another&rsquo;s. Close some for fair figures.
        </Notice>
      )}
      {!isShared && waiting.length > 0 && (
        <Notice>
          Together these lanes need more than the {MOST_CONNECTIONS} HTTP/1.1 connections that a browser opens
          to one host. {waiting.map(({ name }) => name).join(', ')} {waiting.length === 1 ? 'waits' : 'wait'}{' '}
          until another lane lets go of one.
        </Notice>
      )}
      {snapshot?.notices.map((notice) => (
        <Notice key={notice}>{notice}</Notice>
      ))}
    </div>
  );
}

function Ago({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.timeOrigin + performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">({Math.max(0, Math.round((now - since) / 1000))} s)</span>;
}
