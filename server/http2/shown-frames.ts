import type { TechniqueId } from '@/lib/techniques';
import { MOST_NOTES, type Note } from '@/lib/wire/crossing';
import type { Link } from '../link/link';
import type { LinkedConnection } from '../link/linked-connection';
import type { InFlight } from '../wire/capture';
import { DATA } from './frames';

/** Of a request, so much is kept until it is known whose it is, bytes. */
const MOST_KEPT = 64 * 1024;

/** Header fields by their names; a field that is there several times has several values. */
type SentHeaders = Readonly<Record<string, number | string | readonly string[] | undefined>>;

/** Shows the frames of one stream to who watches the wire of its market. */
export class ShownFrames {
  private readonly stream: number;
  private readonly linked: LinkedConnection;
  private of: { link: Link; technique: TechniqueId } | null = null;
  /** What has come before it was known whose it is; null after that. */
  private kept: Buffer[] | null = [];
  private keptBytes = 0;
  /** What has come of the frame that is coming. */
  private coming: Buffer[] = [];
  /** What was said of the DATA that goes down next. */
  private notes: Note[] = [];

  constructor(stream: number, linked: LinkedConnection) {
    this.stream = stream;
    this.linked = linked;
  }

  /** The link that the stream goes through; null while it is no technique's. */
  get link(): Link | null {
    return this.of?.link ?? null;
  }

  private get isWatched(): boolean {
    return this.of?.link.capture.on ?? false;
  }

  /** A piece of a frame has come. @param isLast whether the frame is whole with it */
  came(piece: Buffer, isLast: boolean): void {
    const { kept } = this;
    if (!kept && !this.isWatched) {
      this.coming = [];
      return;
    }
    this.coming.push(piece);
    if (!isLast) return;
    const frame = Buffer.concat(this.coming);
    this.coming = [];
    if (!kept) this.show('up', frame, [], 0)?.arrived();
    else if (this.keptBytes + frame.length <= MOST_KEPT) {
      kept.push(frame);
      this.keptBytes += frame.length;
    }
  }

  /** It is known whose the stream is. */
  belongsTo(link: Link, technique: TechniqueId): void {
    this.of = { link, technique };
  }

  /** It is no technique's: nothing of it is shown. */
  belongsToNone(): void {
    this.kept = null;
  }

  /**
   * The request sets out, with all its frames.
   *
   * @param headers its header fields, names and values in turn
   * @param after it sets out so many ms from now
   */
  request(headers: readonly string[], after: number): InFlight {
    const said = lines(pairs(headers));
    const inFlight = (this.kept ?? []).map((frame, index) =>
      this.show('up', frame, index === 0 ? [said] : [], after),
    );
    return {
      arrived() {
        for (const one of inFlight) one?.arrived();
      },
    };
  }

  /** From here on frames are shown as they come. */
  requested(): void {
    this.kept = null;
  }

  /** The technique says what the DATA is that goes down next. */
  note(note: Note): void {
    if (this.isWatched && this.notes.length < MOST_NOTES) this.notes.push(note);
  }

  /** A frame goes down. @param headers those of the response, where there are any */
  down(type: number, frame: Buffer, headers: SentHeaders | undefined): InFlight {
    if (!this.isWatched) return null;
    if (type !== DATA) return this.show('down', frame, headers ? [lines(Object.entries(headers))] : [], 0);
    const { notes } = this;
    this.notes = [];
    return this.show('down', frame, notes, 0);
  }

  private show(way: 'up' | 'down', data: Buffer, notes: readonly Note[], after: number): InFlight {
    if (!this.of) return null;
    return this.linked.show({ ...this.of, stream: this.stream, way, data, notes, after });
  }
}

/** Header fields in plain: what became of them stands in the frame. */
function lines(fields: Iterable<readonly [string, unknown]>): Note {
  let text = '';
  for (const [name, values] of fields)
    for (const value of Array.isArray(values) ? values : [values]) text += `${name}: ${value}\r\n`;
  return { plain: Buffer.from(text, 'latin1').toString('base64') };
}

function* pairs(list: readonly string[]): Iterable<readonly [string, string]> {
  for (let at = 0; at + 1 < list.length; at += 2) yield [list[at] ?? '', list[at + 1] ?? ''];
}
