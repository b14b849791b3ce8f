/** A TCP segment as the capture has it. */
export interface Packet {
  /** Number of the connection in the capture. */
  stream: number;
  /** Whether the browser has sent it. */
  isUp: boolean;
  /** Sequence number of its first byte, modulo 2³². */
  seq: number;
  /** Sequence number up to which its sender has received, modulo 2³²; null where it does not say. */
  ack: number | null;
  /** A SYN takes one sequence number, and carries no payload. */
  isSyn: boolean;
  payload: Buffer;
}

/** What the packets of one address add up to: bytes of TCP payload both ways, requests, and connections. */
export interface Tally {
  up: number;
  down: number;
  requests: number;
  connections: number;
}

/** One direction of a connection. */
interface Side {
  /** The sequence number that comes next; null before the first segment. */
  next: number | null;
}

interface Stream {
  up: Side;
  down: Side;
  /** What has gone up, and the server's system has not acknowledged yet. */
  unreceived: { end: number; data: Buffer }[];
  /** The address that was asked for last. */
  path: string | null;
  isUpgraded: boolean;
  known: Set<string>;
}

const REQUEST_LINE = /^(?:GET|POST|HEAD) (\/[^ ?]*)/;
const UPGRADE = /\r\nUpgrade: websocket\r\n/i;

/**
 * Adds up the payload of packets by the address that was asked for last on their connection. It knows nothing of the
 * server's own counters. What is sent again counts once. What goes up counts when the server's system has acknowledged it:
 * what comes for a connection that the server has closed is answered by a reset, and no program can know of it.
 */
export class PacketTally {
  readonly byPath = new Map<string, Tally>();
  /** Bytes that others followed, and that are not in the capture. */
  missing = 0;
  private readonly streams = new Map<number, Stream>();

  /** Bytes that went up and were never acknowledged. */
  get unreceived(): number {
    const all = [...this.streams.values()].flatMap(({ unreceived }) => unreceived);
    return all.reduce((sum, { data }) => sum + data.length, 0);
  }

  add(packet: Packet): void {
    const { isUp, ack } = packet;
    const stream = this.stream(packet.stream);
    // A response may carry the acknowledgement of its own request.
    if (!isUp && ack !== null) this.receive(stream, ack);
    const data = this.unseen(isUp ? stream.up : stream.down, packet);
    if (data.length === 0) return;
    if (isUp) stream.unreceived.push({ end: stream.up.next ?? 0, data });
    else if (stream.path !== null) this.tally(stream.path).down += data.length;
  }

  /** The server's system has all that went up before this sequence number. */
  private receive(stream: Stream, ack: number): void {
    const { unreceived } = stream;
    for (let [first] = unreceived; first && ((ack - first.end) | 0) >= 0; [first] = unreceived) {
      unreceived.shift();
      if (!stream.isUpgraded) this.request(stream, first.data.toString('latin1'));
      if (stream.path !== null) this.tally(stream.path).up += first.data.length;
    }
  }

  private request(stream: Stream, text: string): void {
    const [, path] = REQUEST_LINE.exec(text) ?? [];
    if (path === undefined) return;
    const tally = this.tally(path);
    tally.requests++;
    if (!stream.known.has(path)) tally.connections++;
    stream.known.add(path);
    stream.path = path;
    stream.isUpgraded = UPGRADE.test(text);
  }

  /** The bytes of a packet that were not in one before. */
  private unseen(side: Side, { seq, isSyn, payload }: Packet): Buffer {
    if (isSyn) {
      side.next = (seq + 1) >>> 0;
      return payload.subarray(0, 0);
    }
    // A FIN takes a number too, but nothing follows it.
    if (payload.length === 0) return payload;
    side.next ??= seq;
    // As a signed difference, so that it goes on across the wrap.
    const ahead = (seq - side.next) | 0;
    if (ahead > 0) this.missing += ahead;
    const fresh = payload.subarray(Math.min(payload.length, Math.max(0, -ahead)));
    if (fresh.length > 0) side.next = (seq + payload.length) >>> 0;
    return fresh;
  }

  private stream(number: number): Stream {
    let stream = this.streams.get(number);
    if (!stream) {
      stream = {
        ...{ up: { next: null }, down: { next: null }, unreceived: [] },
        ...{ path: null, isUpgraded: false, known: new Set() },
      };
      this.streams.set(number, stream);
    }
    return stream;
  }

  private tally(path: string): Tally {
    let tally = this.byPath.get(path);
    if (!tally) {
      tally = { up: 0, down: 0, requests: 0, connections: 0 };
      this.byPath.set(path, tally);
    }
    return tally;
  }
}
