/** What was written at once. `dueAt` is set as its last byte comes out at the other end. */
export interface Written {
  dueAt: number;
}

/** One segment of a TCP connection, with what its sender and its receiver know of it. Times are in ms. */
export interface Segment {
  readonly seq: number;
  readonly bytes: number;
  /** What ends with it, and has not come out. */
  readonly ends: Written[];
  /** When it set out, the last time. */
  sentAt: number;
  repeated: boolean;
  /** Its sender takes it for lost, and has not sent it again yet. */
  lost: boolean;
  /** When it arrived, and when what arrived had set out. */
  receivedAt: number | null;
  receivedFrom: number;
  acknowledged: boolean;
}

/** Of a transmission that has arrived: when it set out, which segment it was, and how long it took there and back. */
export interface Arrived {
  sentAt: number;
  seq: number;
  rtt: number;
}

/** Whether a segment set out after that. */
export const isAfter = (sentAt: number, seq: number, other: Arrived) =>
  sentAt > other.sentAt || (sentAt === other.sentAt && seq > other.seq);

export function newSegment(seq: number, bytes: number, ends: Written[], at: number): Segment {
  return {
    seq,
    bytes,
    ends,
    sentAt: at,
    repeated: false,
    lost: false,
    receivedAt: null,
    receivedFrom: at,
    acknowledged: false,
  };
}
