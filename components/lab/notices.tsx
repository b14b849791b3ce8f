'use client';

import { IgnoredNotice, Notice } from '@/components/ui/notice';
import { useRecorded } from '@/components/ui/recorded';
import { formatCountOf, formatMs, formatShare } from '@/lib/figures/format';
import { describeFailure } from '@/lib/load/export';
import { isSound } from '@/lib/load/failure';
import { cpuShare, overloaded } from '@/lib/load/figures';
import type { LabState } from '@/lib/load/lab-state';
import type { LoadResult } from '@/lib/load/result';
import { type LoadRun, outcomesOf } from '@/lib/load/runs';
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
  const late = overloaded(results);
  const isRecorded = useRecorded() !== undefined;
  const failed = shown.flatMap(outcomesOf).filter((outcome) => !isSound(outcome));

  return (
    <div className="flex flex-col gap-1.5 empty:hidden">
      {isRecorded && (
        <Notice>The load lab measures a server, and this site has none. Run it yourself: npm start.</Notice>
      )}
      {connection.kind === 'refused' && (
        <TokenForm message={connection.message} token={token} connect={connect} />
      )}
      {connection.kind === 'away' && !isRecorded && (
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
      {failed.length > 0 && (
        <Notice>
          These are not compared with the others, joined by a line, or projected from:{' '}
          {failed.slice(-NAMED).map(describeFailure).join(' ')}
          {failed.length > NAMED && ` And ${failed.length - NAMED} more.`}
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
