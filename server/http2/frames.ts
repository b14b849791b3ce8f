/** Length, type, flags and stream of a frame (RFC 9113, 4.1), bytes. */
export const FRAME_HEAD = 9;

/** What a client says first of all (RFC 9113, 3.4), bytes. */
export const PREFACE = 24;

/** The types of frames that are told apart here (RFC 9113, 6.1 and 6.2). */
export const DATA = 0;
export const HEADERS = 1;

/** The frame is the last of its stream (RFC 9113, 6.1). */
const END_STREAM = 1;

/** A piece of a frame, and the stream that it belongs to; 0 is the connection itself. */
export interface FramePiece {
  stream: number;
  data: Buffer;
  /** Whether the frame is whole with it. */
  isLast: boolean;
}

/** A whole frame. */
export interface Frame {
  stream: number;
  type: number;
  /** Whether nothing more follows on its stream. */
  isLast: boolean;
  /** Its head and what follows it. */
  data: Buffer;
}

/** Tells whose the bytes of one direction of a connection are, in whatever pieces they come. */
export class FrameSorter {
  private readonly head = Buffer.alloc(FRAME_HEAD);
  /** Bytes of the head of a frame that have come by now. */
  private have = 0;
  /** Bytes of the frame that are yet to come. */
  private left: number;
  private stream = 0;

  /** @param preface bytes that come before the first frame; they are the connection's own */
  constructor(preface: number) {
    this.left = preface;
  }

  *sort(data: Buffer): Iterable<FramePiece> {
    let at = 0;
    while (at < data.length) {
      if (this.left === 0) {
        const part = Math.min(FRAME_HEAD - this.have, data.length - at);
        data.copy(this.head, this.have, at, at + part);
        this.have += part;
        at += part;
        if (this.have < FRAME_HEAD) return;
        this.have = 0;
        this.left = this.head.readUIntBE(0, 3);
        this.stream = this.head.readUInt32BE(5) & 0x7fff_ffff;
        yield { stream: this.stream, data: Buffer.from(this.head), isLast: this.left === 0 };
      }
      const part = Math.min(this.left, data.length - at);
      const piece = data.subarray(at, at + part);
      this.left -= part;
      at += part;
      if (part > 0) yield { stream: this.stream, data: piece, isLast: this.left === 0 };
    }
  }
}

/** Cuts what this process writes into whole frames, in whatever pieces it is written. */
export class FrameCutter {
  private rest: Buffer = Buffer.alloc(0);

  *cut(data: Buffer): Iterable<Frame> {
    this.rest = this.rest.length === 0 ? data : Buffer.concat([this.rest, data]);
    while (this.rest.length >= FRAME_HEAD) {
      const length = FRAME_HEAD + this.rest.readUIntBE(0, 3);
      if (this.rest.length < length) return;
      const type = this.rest.readUInt8(3);
      yield {
        stream: this.rest.readUInt32BE(5) & 0x7fff_ffff,
        type,
        isLast: (type === DATA || type === HEADERS) && (this.rest.readUInt8(4) & END_STREAM) !== 0,
        data: this.rest.subarray(0, length),
      };
      this.rest = this.rest.subarray(length);
    }
  }
}
