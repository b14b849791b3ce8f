import type { WireMessage } from '@/lib/capture/message';
import { epochNow } from '@/lib/measure/clock';
import type { WireReport } from '@/lib/run/snapshot';
import { techniques } from '@/lib/techniques';

let next = 1;

/** Something that crossed a connection of the first technique. */
export function messageOf(part: Partial<WireMessage> = {}): WireMessage {
  const [{ id: technique }] = techniques;
  const id = next++;
  const now = epochNow();
  const way = part.way ?? 'down';
  const event = { id, connection: 1, technique, way, upgraded: false, skipped: 0, bytes: 1, data: '' };
  return {
    event: { ...event, sentAt: now, arrivedAt: now },
    context: undefined,
    id,
    technique,
    connection: 1,
    stream: undefined,
    way,
    kind: 'message',
    label: 'tick',
    sentAt: now,
    arrivedAt: now,
    askedAt: null,
    received: false,
    bytes: 1,
    payload: 0,
    seqs: [],
    ...part,
  };
}

export function reportOf(part: Partial<WireReport> = {}): WireReport {
  return {
    market: 'abc',
    messages: [],
    deliveries: [],
    faults: [],
    leftOut: 0,
    counted: {},
    clockOffset: 0,
    startedAt: 0,
    ...part,
  };
}
