import { asLatin1, asReadable, decodeBase64 } from './bytes';
import type { Crossing, Note } from './crossing';
import type { WireKind } from './kinds';
import type { Part, Reading } from './reading';
import { endOfTick, findTick, isTickAt, nameTicks, seqOfTick } from './tick-json';

/** The parts of what crossed, put together from its first byte to its last. */
export class Parts {
  readonly bytes: Uint8Array;
  /** Each byte as one character. */
  readonly text: string;
  /** Whether it is one frame of a stream of HTTP/2. */
  readonly isFrame: boolean;
  /** What the server half has said of them. */
  readonly notes: readonly Note[];
  private readonly list: Part[] = [];
  private end = 0;

  constructor({ data, stream, notes = [] }: Pick<Crossing, 'data' | 'stream' | 'notes'>) {
    this.bytes = decodeBase64(data);
    this.text = asLatin1(this.bytes);
    this.isFrame = stream !== undefined;
    this.notes = notes;
  }

  /** Where the next part begins. */
  get at(): number {
    return this.end;
  }

  /** The ticks that were found. */
  get seqs(): number[] {
    return seqsOf(this.list);
  }

  /** The bytes up to `to` are a part; where there are none, there is no part. */
  add(
    to: number,
    name: string,
    meaning: string,
    source: string,
    about: { payload?: boolean; text?: string; seq?: number | undefined } = {},
  ): void {
    const { bytes, at: from } = this;
    const end = Math.min(to, bytes.length);
    if (end <= from) return;
    const { payload = false, text, seq } = about;
    this.list.push({
      name,
      from,
      to: end,
      // Made when somebody looks: most of what crosses is only drawn as an arrow.
      get text() {
        return text ?? asReadable(bytes.subarray(from, end));
      },
      meaning,
      source,
      payload,
      seq,
    });
    this.end = end;
  }

  /** The bytes up to `to` are a tick. */
  addTick(to: number, name = 'tick'): void {
    const seq = seqOfTick(this.text, this.at);
    this.add(to, name, 'The tick itself: the payload.', 'RFC 8259', { payload: true, seq });
  }

  /** JSON with ticks in it: the ticks are payload, the rest is not. */
  addJson(to: number): void {
    const around = (end: number) =>
      this.add(end, 'JSON around', 'Holds the ticks of one answer together.', 'RFC 8259');
    for (let at = findTick(this.text, this.at); at >= 0 && at < to; at = findTick(this.text, this.at)) {
      around(at);
      this.addTick(endOfTick(this.text, at), `tick ${seqOfTick(this.text, at) ?? ''}`.trim());
    }
    around(to);
  }

  /** One tick, or whatever else a message of a technique says. */
  addMessage(to: number, name: string, meaning: string, source: string): void {
    if (isTickAt(this.text, this.at)) this.addTick(to);
    else this.add(to, name, meaning, source);
  }

  /** The bytes up to `to` cannot be read, so none of them is claimed to be payload. */
  addUnreadable(to: number, why: string): void {
    this.add(to, 'cannot be decoded', why, '');
  }

  /** What is left was cut off somewhere. */
  reading(kind: WireKind, label: string): Reading {
    this.add(this.bytes.length, '…', 'More of the same, beyond what was captured.', '');
    return { kind, label, parts: this.list };
  }

  /** The reading of what carries ticks, where it does; else of what it says instead. */
  readingOf(otherwise: { kind: WireKind; label: string }): Reading {
    const { seqs } = this;
    return seqs.length > 0
      ? this.reading('message', nameTicks(seqs))
      : this.reading(otherwise.kind, otherwise.label);
  }
}

export function seqsOf(parts: readonly Part[]): number[] {
  return parts.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
}
