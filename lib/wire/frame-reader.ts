const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;

/** A control frame has no more, and a length that fits the second byte says so. */
const SHORT = 125;

/** What is told of frames as they come in. */
export interface FrameListener {
  /** A piece of a message: bytes `from` to `to` of `data`, which is used again afterwards. */
  body(data: Uint8Array, from: number, to: number): void;
  /** A message is complete. @param first byte of its frame */
  end?(first: number): void;
  /** The other side wants to know whether this one lives. */
  ping(payload: Uint8Array): void;
  close(code: number): void;
}

/** Reads the frames of a WebSocket's server (RFC 6455) from bytes that come in any number of pieces. */
export class FrameReader {
  private readonly listener: FrameListener;
  /** Bytes of the header so far; it has two, and more for a longer length. */
  private header: number[] = [];
  private first = 0;
  private left = 0;
  private control: number[] | null = null;

  constructor(listener: FrameListener) {
    this.listener = listener;
  }

  /** @throws Error where a frame is masked, which a server's never is */
  read(data: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.left > 0) at = this.readPayload(data, at, to);
      else this.readHeader(data[at++] ?? 0);
    }
  }

  private readPayload(data: Uint8Array, from: number, to: number): number {
    const end = Math.min(to, from + this.left);
    this.left -= end - from;
    if (this.control) {
      for (let i = from; i < end; i++) this.control.push(data[i] ?? 0);
      if (this.left === 0) this.finish(this.control);
    } else {
      this.listener.body(data, from, end);
      if (this.left === 0) this.listener.end?.(this.first);
    }
    return end;
  }

  private readHeader(byte: number): void {
    this.header.push(byte);
    const [first = 0, second = 0] = this.header;
    if (this.header.length < 2) return;
    if (second > 127) throw new Error('the server has sent a masked frame');
    const more = second === 127 ? 8 : second === 126 ? 2 : 0;
    if (this.header.length < 2 + more) return;
    this.left = more ? this.header.slice(2).reduce((length, part) => length * 256 + part, 0) : second;
    this.header = [];
    this.first = first;
    this.control = (first & 0xf) >= CLOSE ? [] : null;
    if (this.control && this.left === 0) this.finish(this.control);
  }

  private finish(payload: number[]): void {
    const opcode = this.first & 0xf;
    if (opcode === PING) this.listener.ping(Uint8Array.from(payload));
    else if (opcode === CLOSE)
      this.listener.close(payload.length < 2 ? 1005 : ((payload[0] ?? 0) << 8) | (payload[1] ?? 0));
    this.control = null;
  }
}

/** A frame of a client with a short text. The mask is zero: it protects proxies, and there are none on one machine. */
export function textFrame(text: string): Uint8Array {
  return frame(TEXT, new TextEncoder().encode(text));
}

export function pongFrame(payload: Uint8Array): Uint8Array {
  return frame(0xa, payload);
}

function frame(opcode: number, payload: Uint8Array): Uint8Array {
  if (payload.length > SHORT) throw new Error(`a frame of a load client has at most ${SHORT} bytes`);
  return Uint8Array.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0, ...payload]);
}
