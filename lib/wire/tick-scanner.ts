const encoder = new TextEncoder();
const SEQ = encoder.encode('{"seq":');
const AT = encoder.encode('"at":');
const [BRACE = 0] = SEQ;

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;

/** Looks for `{"seq":`; reads the number behind; looks for `"at":`; reads its number up to the point, and beyond. */
type Part = 'outside' | 'seq' | 'inside' | 'at' | 'fraction';

/**
 * Finds the ticks in bytes that come in any number of pieces, without reading the rest of the JSON: their form is
 * known, and a load generator has better things to do with its core.
 */
export class TickScanner {
  private readonly found: (seq: number, at: number) => void;
  private part: Part = 'outside';
  private matched = 0;
  private seq = 0;
  private at = 0;
  private fraction = 0;
  private scale = 1;

  /** @param found is called for each tick, as soon as its `at` is complete */
  constructor(found: (seq: number, at: number) => void) {
    this.found = found;
  }

  /** Reads on in `data`, from byte `from` up to, not including, `to`. */
  scan(data: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const byte = data[i] ?? 0;
      switch (this.part) {
        case 'outside':
          if (this.matched === 0 && byte !== BRACE) {
            // Padding is skipped at the speed of memory.
            const next = data.indexOf(BRACE, i);
            if (next < 0 || next >= to) return;
            i = next;
            this.matched = 1;
          } else if (this.match(SEQ, byte)) this.enter('seq');
          break;
        case 'seq':
          if (byte >= ZERO && byte <= NINE) this.seq = this.seq * 10 + byte - ZERO;
          else this.part = 'inside';
          break;
        case 'inside':
          if (this.match(AT, byte)) this.enter('at');
          break;
        case 'at':
          if (byte >= ZERO && byte <= NINE) this.at = this.at * 10 + byte - ZERO;
          else if (byte === POINT) this.part = 'fraction';
          else this.end();
          break;
        case 'fraction':
          if (byte >= ZERO && byte <= NINE) {
            this.fraction = this.fraction * 10 + byte - ZERO;
            this.scale *= 10;
          } else this.end();
          break;
      }
    }
  }

  private match(pattern: Uint8Array, byte: number): boolean {
    // Nothing in a tick begins like a pattern within a part of it that has matched.
    if (byte === pattern[this.matched]) this.matched++;
    else this.matched = byte === pattern[0] ? 1 : 0;
    if (this.matched < pattern.length) return false;
    this.matched = 0;
    return true;
  }

  private enter(part: 'seq' | 'at'): void {
    this.part = part;
    if (part === 'seq') this.seq = 0;
    else {
      this.at = 0;
      this.fraction = 0;
      this.scale = 1;
    }
  }

  private end(): void {
    this.part = 'outside';
    this.found(this.seq, this.at + this.fraction / this.scale);
  }
}
