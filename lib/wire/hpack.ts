import { asLatin1, decodeBase64 } from './bytes';
import type { Note } from './crossing';
import { headerMeanings } from './headers';
import type { Parts } from './parts';

/** The table begins with so many fields that everybody knows (RFC 7541, appendix A). */
const KNOWN_TO_ALL = 61;

/** Behind the name of a field stands ": ", and behind its value a line end, where HTTP/1.1 writes it. */
const AROUND = 4;

/** A header field, as it was before it was encoded. */
export interface PlainField {
  name: string;
  value: string;
}

/** How a field can stand in a header block, by the bits it begins with (RFC 7541, 6), and how long its first number is. */
const forms = [
  { mask: 0x80, bits: 0x80, prefix: 7, form: 'indexed', section: '6.1' },
  { mask: 0xc0, bits: 0x40, prefix: 6, form: 'remembered', section: '6.2.1' },
  { mask: 0xe0, bits: 0x20, prefix: 5, form: 'table size', section: '6.3' },
  { mask: 0xf0, bits: 0x10, prefix: 4, form: 'never remembered', section: '6.2.3' },
  { mask: 0xf0, bits: 0x00, prefix: 4, form: 'not remembered', section: '6.2.2' },
] as const;

type Form = (typeof forms)[number]['form'];

/** The fields of a header block, as they come beside it: in lines `name: value`. Empty where there are none. */
export function fieldsIn([note]: readonly Note[] = []): PlainField[] {
  if (!note || !('plain' in note)) return [];
  return asLatin1(decodeBase64(note.plain))
    .split('\r\n')
    .flatMap((line) => {
      // The names of some begin with a colon.
      const colon = line.indexOf(': ', 1);
      return colon < 0 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 2) }];
    });
}

/** What HTTP/1.1 would have written for the same fields, bytes. */
export function plainBytes(fields: readonly PlainField[]): number {
  return fields.reduce((bytes, field) => bytes + bytesOf(field), 0);
}

/**
 * Adds a header block, field by field: each stands in it by itself and in the order of the plain ones, so that no table
 * has to be kept here.
 *
 * @param to where the block ends
 * @param fields what it says in plain, as far as that is known
 */
export function addHeaderBlock(parts: Parts, to: number, fields: readonly PlainField[]): void {
  const { bytes } = parts;
  let next = 0;
  while (parts.at < to) {
    const first = bytes[parts.at] ?? 0;
    const { form, prefix, section } = forms.find(({ mask, bits }) => (first & mask) === bits) ?? forms[4];
    const index = readNumber(bytes, parts.at, prefix);
    const isLiteral = form !== 'indexed' && form !== 'table size';
    const name = isLiteral && index.value === 0 ? readString(bytes, index.to) : index;
    const end = isLiteral ? readString(bytes, name.to).to : index.to;
    const source = `RFC 7541, ${section}`;
    if (end > to) {
      parts.add(to, 'field, cut off', 'It goes on in the frame after this one.', source);
    } else if (form === 'table size') {
      parts.add(end, form, `From here on the table holds at most ${index.value} bytes.`, source);
    } else {
      const field = fields[next++];
      const known = field && headerMeanings[field.name];
      const meaning = `${known ? `${known[0]} ` : ''}${howItStands(form, index.value, end - parts.at, field)}`;
      const text = field && { text: `${field.name}: ${field.value}` };
      parts.add(end, field?.name ?? 'field', meaning, source, text);
    }
  }
}

function howItStands(form: Form, index: number, bytes: number, field: PlainField | undefined): string {
  const saved = field ? ` ${bytes} for ${bytesOf(field)} bytes.` : '';
  if (form === 'indexed') {
    const where = index <= KNOWN_TO_ALL ? 'which everybody knows' : 'said before on this connection';
    return `Number ${index} of the table, ${where}.${saved}`;
  }
  const name = index > 0 ? `Its name is number ${index} of the table` : 'Its name is written out';
  const value = {
    remembered: 'its value is new, and remembered for the next time',
    'not remembered': 'its value is new, and not remembered',
    'never remembered': 'its value is new, and nobody on the way may remember it',
  };
  return `${name}; ${form in value ? value[form as keyof typeof value] : ''}.${saved}`;
}

function bytesOf({ name, value }: PlainField): number {
  return name.length + value.length + AROUND;
}

/** A number that begins in the last bits of a byte, and goes on in the next where these are all set (RFC 7541, 5.1). */
function readNumber(bytes: Uint8Array, at: number, prefix: number): { value: number; to: number } {
  const most = 2 ** prefix - 1;
  let value = (bytes[at] ?? 0) & most;
  let to = at + 1;
  if (value < most) return { value, to };
  for (let by = 1; to < bytes.length; by *= 128) {
    const byte = bytes[to++] ?? 0;
    value += (byte & 0x7f) * by;
    if (byte < 0x80) return { value, to };
  }
  return { value, to: Number.POSITIVE_INFINITY };
}

/** A length, then so many bytes, as they are or in Huffman's code (RFC 7541, 5.2). */
function readString(bytes: Uint8Array, at: number): { value: number; to: number } {
  const { value, to } = readNumber(bytes, at, 7);
  return { value, to: to + value };
}
