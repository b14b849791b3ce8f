'use client';

import { IgnoredNotice, Notice } from '@/components/ui/notice';
import { formatCountOf, formatMs, formatShare } from '@/lib/figures/format';
import { cpuShare, generatorShare, limitedByGenerator, overloaded } from '@/lib/load/figures';
import type { LabState } from '@/lib/load/lab-state';
import type { LoadResult } from '@/lib/load/result';
import type { LoadRun } from '@/lib/load/runs';
import type { Ignored } from '@/lib/schema/query';
import { nameOf } from '@/lib/techniques';
import { TokenForm } from './token-form';

/** What the reader has to know about the lab and its figures, and what can be done about it. */
export function LabNotices(props: {
  state: LabState;
  shown: readonly LoadRun[];
  token: string;
  connect: (token: string) => void;
  understood: () => void;
  ignored: readonly Ignored[];
  forgetIgnored: () => void;
}) {
  const { state, shown, token, connect, understood, ignored, forgetIgnored } = props;
  const { connection, othersRun, job, problem } = state;
  const results = shown.flatMap((run) => run.results);
  const limited = limitedByGenerator(results);
  const late = overloaded(results);
  const broken = results.filter(({ failed, lost }) => failed > 0 || lost > 0);

  return (
    <div className="flex flex-col gap-1.5 empty:hidden">
      {connection.kind === 'refused' && (
        <TokenForm message={connection.message} token={token} connect={connect} />
      )}
      {connection.kind === 'away' && (
        <Notice alert>
          The server does not answer. What was measured stays; the page keeps trying to reach the server.
        </Notice>
      )}
      {problem && (
        <Notice alert onClose={understood}>
          {problem}
        </Notice>
      )}
      {othersRun && !job && !problem && (
        <Notice>
          Another job runs on this server just now. One runs at a time: start yours when it is over.
        </Notice>
      )}
      <IgnoredNotice ignored={ignored} onClose={forgetIgnored} />
      {limited.length > 0 && (
        <Notice>
          The load generator was the limit, not the server, for{' '}
          {listed(limited, (result) => `it took ${formatShare(generatorShare(result))} of a core`)}. The
          latencies of these are partly its own.
        </Notice>
      )}
      {late.length > 0 && (
        <Notice>
          The server did not keep up:{' '}
          {listed(
            late,
            (result) =>
              `its ${formatMs(result.load.seconds * 1000)} lasted ${formatMs(result.seconds * 1000)}, at ${formatShare(cpuShare(result))} of a core`,
          )}
          . At less than a whole core it waited for the machine, which was busy with something else: measure
          again when that is over.
        </Notice>
      )}
      {broken.length > 0 && (
        <Notice>
          Not everything arrived:{' '}
          {listed(
            broken,
            ({ failed, lost }) =>
              `${formatCountOf(failed, 'client')} failed, ${formatCountOf(lost, 'delivery', 'deliveries')} lost`,
          )}
          . The other figures of these are of what did.
        </Notice>
      )}
    </div>
  );
}

/** At most so many measurements are named. */
const NAMED = 4;

function listed(results: readonly LoadResult[], what: (result: LoadResult) => string): string {
  const named = results
    .slice(-NAMED)
    .map(
      (result) =>
        `${nameOf(result.load.technique)} with ${formatCountOf(result.load.clients, 'client')} (${what(result)})`,
    );
  const others = results.length - named.length;
  return `${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}
