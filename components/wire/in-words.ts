import type { WireMessage } from '@/lib/capture/message';
import type { TechniqueId } from '@/lib/techniques';
import type { Details, Followed, Opened, Row, View } from './protocol';
import type { RecordedTick, Recording } from './recording';
import type { Scene } from './scene';

/** The table has so many rows at most. */
const ROWS = 60;

/** A connection begins with no more than that: its opening, a request, an answer. */
const BEGINNING = 4;

/** What is in sight, in words. */
export function detailsOf(
  recording: Recording,
  techniques: readonly TechniqueId[],
  { end, span }: View,
): Details {
  const { startedAt, captured, counted, leftOut, now } = recording;
  const to = end ?? now;
  const rows = recording.messages
    .from(to - span)
    .filter(({ sentAt, technique }) => sentAt <= to && techniques.includes(technique))
    .slice(-ROWS)
    .reverse()
    .map(rowOf);
  const bytes = Object.fromEntries(
    techniques.map((id) => [id, { seen: captured.get(id) ?? 0, counted: counted[id] ?? 0 }]),
  );
  return { rows, startedAt, bytes, leftOut };
}

function rowOf({ id, technique, way, kind, label, bytes, sentAt, arrivedAt }: WireMessage): Row {
  return { id, technique, way, kind, label, bytes, sentAt, arrivedAt };
}

/** @param techniques those whose lanes are shown */
export function openedOf(
  recording: Recording,
  techniques: readonly TechniqueId[],
  message: WireMessage,
): Opened {
  const { technique, connection, seqs } = message;
  const isSame = (one: WireMessage) => one.technique === technique && one.connection === connection;
  const { first = [] } = recording.lanes.get(technique) ?? {};
  const beginning = [...first, ...recording.messages.entries].filter(isSame).slice(0, BEGINNING);
  const [seq] = seqs;
  const lanes = seq === undefined ? undefined : recording.tick(seq)?.lanes;
  const same = techniques.flatMap((id) => {
    const bringing = lanes?.get(id)?.message;
    return bringing ? [{ technique: id, id: bringing.id }] : [];
  });
  return { message, beginning, same };
}

export function followedOf({ sight }: Scene, { symbol, price, due, lanes }: RecordedTick): Followed {
  return {
    symbol,
    price,
    lanes: sight.techniques.map((technique) => {
      const delivery = lanes.get(technique);
      return { technique, late: delivery ? delivery.receivedAt - due : null };
    }),
  };
}
