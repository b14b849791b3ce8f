const END_OF_HEAD = '\r\n\r\n';
const LONGEST_HEAD = 16 * 1024;

/** A head is looked for in pieces of so many bytes: what is behind it may be large, and is none of its business. */
const HEAD_PIECE = 1024;

/** Each byte as one character: heads are ASCII. */
const latin1 = new TextDecoder('latin1');

const CR = 0x0d;
const LF = 0x0a;

/** What is told of an answer as it comes in. */
export interface AnswerListener {
  /** @param head status line and headers, as they came */
  head(status: number, head: string): void;
  /** A piece of the body: bytes `from` to `to` of `data`, which is used again afterwards. */
  body(data: Uint8Array, from: number, to: number): void;
  /** The answer is complete. */
  end(): void;
}

/** How the end of a body is known. */
type Framing = 'length' | 'chunked' | 'close' | 'upgraded';

/** A chunk is a line with its size, its bytes, and the end of a line; the last has no bytes, but maybe trailers. */
type ChunkPart = 'size' | 'bytes' | 'end' | 'trailers';

/** Reads HTTP/1.1 answers, one after another, from bytes that come in any number of pieces. */
export class HttpReader {
  private readonly listener: AnswerListener;
  private head: string | null = '';
  private framing: Framing = 'length';
  /** Bytes of the body, or of the chunk, that are yet to come. */
  private left = 0;
  private chunkPart: ChunkPart = 'size';
  /** The line of a chunked body that is being read. */
  private line = '';

  constructor(listener: AnswerListener) {
    this.listener = listener;
  }

  /**
   * @returns where it stopped: short of `to` only after a head that changes the protocol
   * @throws Error where it is no HTTP answer
   */
  read(data: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (this.head !== null) at = this.readHead(data, at, to);
      else if (this.framing === 'upgraded') return at;
      else if (this.framing === 'chunked') at = this.readChunk(data, at, to);
      else at = this.readBody(data, at, to);
    }
    return at;
  }

  private readHead(data: Uint8Array, from: number, to: number): number {
    const before = this.head ?? '';
    const piece = Math.min(to, from + HEAD_PIECE);
    const text = before + latin1.decode(data.subarray(from, piece));
    const end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      if (text.length >= LONGEST_HEAD) throw new Error('the head of the answer has no end');
      this.head = text;
      return piece;
    }
    this.begin(text.slice(0, end));
    return from + end + END_OF_HEAD.length - before.length;
  }

  private begin(head: string): void {
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
    if (!status) throw new Error(`no HTTP answer: ${head.slice(0, 80)}`);
    this.head = null;
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (status === 101) this.framing = 'upgraded';
    else if (length !== undefined) this.framing = 'length';
    else this.framing = /\r\ntransfer-encoding: *chunked/i.test(head) ? 'chunked' : 'close';
    this.left = this.framing === 'close' ? Number.POSITIVE_INFINITY : Number(length ?? 0);
    this.chunkPart = 'size';
    this.listener.head(status, head);
    if (this.framing === 'length' && this.left === 0) this.finish();
  }

  private readBody(data: Uint8Array, from: number, to: number): number {
    const end = Math.min(to, from + this.left);
    this.listener.body(data, from, end);
    this.left -= end - from;
    if (this.left === 0) this.finish();
    return end;
  }

  private readChunk(data: Uint8Array, from: number, to: number): number {
    if (this.chunkPart === 'bytes') {
      const end = Math.min(to, from + this.left);
      this.listener.body(data, from, end);
      this.left -= end - from;
      if (this.left === 0) this.chunkPart = 'end';
      return end;
    }
    const byte = data[from] ?? 0;
    if (byte === LF) {
      this.endLine(this.line);
      this.line = '';
    } else if (byte !== CR) this.line += String.fromCharCode(byte);
    return from + 1;
  }

  private endLine(line: string): void {
    if (this.chunkPart === 'end') this.chunkPart = 'size';
    else if (this.chunkPart === 'size') {
      this.left = Number.parseInt(line, 16);
      if (Number.isNaN(this.left)) throw new Error(`no size of a chunk: ${line.slice(0, 80)}`);
      this.chunkPart = this.left > 0 ? 'bytes' : 'trailers';
    } else if (line === '') this.finish();
  }

  private finish(): void {
    this.head = '';
    this.listener.end();
  }
}
