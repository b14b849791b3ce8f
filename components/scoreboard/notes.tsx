import type { SharedFigures } from '@/lib/channel/control-messages';
import { formatBytes, formatClock, formatCount, formatCountOf, formatMs, NONE } from '@/lib/figures/format';
import { mostSetAside, setAsideInWords } from '@/lib/run/set-aside';
import type { LaneSnapshot, Snapshot } from '@/lib/run/snapshot';
import { nameOf } from '@/lib/techniques';

/** How right the figures are. */
export function Precision({
  snapshot,
  lanes,
}: {
  snapshot: Snapshot | null;
  lanes: readonly LaneSnapshot[];
}) {
  const { clock, noiseFloor = null } = snapshot ?? {};
  const samples = [...new Set(lanes.map(({ figures }) => formatCount(figures.latency.count)))];
  return (
    <p className="text-small text-muted">
      Clock error ± {formatMs(clock?.uncertainty ?? null)} · noise floor{' '}
      <span data-noise-floor={noiseFloor ?? ''}>{formatMs(noiseFloor)}</span>: what is less is no difference ·
      percentiles from {samples.length > 0 ? samples.join(', ') : NONE} samples a lane, right to 1 %
    </p>
  );
}

/** Since when the figures are those of the present settings, and what is left out of them. */
export function SegmentNotes(props: { snapshot: Snapshot; isBesideBefore: boolean }) {
  const { segment, past, lanes } = props.snapshot;
  const setAside = setAsideInWords(mostSetAside(lanes));
  const before = past.at(-1);
  return (
    <>
      {segment && before && (
        <p className="mt-1 text-small text-muted" data-segment={segment.settling ? 'settling' : 'begun'}>
          {segment.settling
            ? 'A setting has changed: the figures begin anew in a moment.'
            : `Now: since ${formatClock(segment.from)} of the run, with the settings of now${props.isBesideBefore ? `; before: since ${formatClock(before.from)}` : ''}.`}{' '}
          Bytes per price leave out handshakes, and what crossed in between.
        </p>
      )}
      {setAside && (
        <p className="mt-1 text-small text-muted" data-set-aside>
          Set aside, at most so many a technique: {setAside}. They are received and counted, and left out of
          latency and staleness.
        </p>
      )}
    </>
  );
}

/** What all lanes share where they come over TLS, and none can be charged for. */
export function SharedByAll({ shared }: { shared: SharedFigures | undefined }) {
  if (!shared) return null;
  const { frames, tls, connections, streams } = shared;
  const both = ({ up, down }: { up: number; down: number }) => formatBytes(up + down);
  return (
    <p className="mt-1 text-small text-muted" data-shared>
      Bytes of a lane are those above TLS. In this run all lanes share {both(tls)} of TLS
      {connections > 0 && (
        <>
          , and {both(frames)} of frames of HTTP/2 itself.{' '}
          <span data-streams={streams}>
            The lanes over HTTP: {formatCountOf(streams, 'stream')},{' '}
            {formatCountOf(connections, 'connection')}
          </span>
        </>
      )}
      .
    </p>
  );
}

/** The lanes that have no mark, by what keeps them from it. */
export function Unmarked({ lanes }: { lanes: readonly LaneSnapshot[] }) {
  const names = new Map<string, string[]>();
  for (const { id, comparison } of lanes) {
    const { latency, counts } = comparison.unfit;
    const reasons =
      latency === counts ? [latency] : [latency && `${latency} (latency)`, counts && `${counts} (counts)`];
    for (const reason of reasons) if (reason) names.set(reason, [...(names.get(reason) ?? []), nameOf(id)]);
  }
  if (names.size === 0) return null;
  const sentence = [...names].map(([reason, of]) => `${reason}: ${of.join(', ')}`).join('; ');
  return <p className="mt-1 text-small text-muted">Without a mark, {sentence}.</p>;
}
