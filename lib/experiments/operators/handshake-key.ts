import { sha1 } from '@noble/hashes/sha1';
import { asHex, asLatin1 } from '@/lib/wire/bytes';
import { type Handshake, handshakeSchema, KEY, KEY_RULE } from './answers';
import { operatorExperiment, type RunVerdict } from './operator-experiment';

/** The text that every server appends to the key (RFC 6455, section 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The example of RFC 6455, section 1.3. */
const EXAMPLE = 'dGhlIHNhbXBsZSBub25jZQ==';

/** A handshake, and the key that it was made with. */
export interface HandshakeWithKey extends Handshake {
  key: string;
}

/** A handshake with a key of one's own: what is answered, beside what has to be. */
export const handshakeKey = operatorExperiment<HandshakeWithKey>({
  id: 'handshake-key',
  seconds: 1,
  market: { rate: 0, symbols: 1 },
  input: { label: 'Sec-WebSocket-Key', standard: EXAMPLE, longest: 64 },

  async measure(run, _show, key) {
    if (!KEY.test(key)) throw new Error(`The key ${KEY_RULE}.`);
    return { ...(await run.post('handshake', { market: run.name, key }, handshakeSchema)), key };
  },

  table: (handshake) => ({
    columns: ['Value'],
    rows: [
      { name: 'Bytes that the key stands for', cells: [`${decoded(handshake.key) ?? 'none: no base64'}`] },
      { name: 'SHA-1 of key and GUID, as hex', cells: [asHex(digestOf(handshake.key))] },
      { name: 'The same in base64', cells: [acceptFor(handshake.key)] },
      { name: 'Sec-WebSocket-Accept in the answer', cells: [acceptOf(handshake) ?? '–'] },
    ],
  }),

  texts: ({ asked, answered }) => [
    { name: 'The request', text: asked.trimEnd() },
    { name: 'The head of the answer', text: answered },
  ],

  verdict: handshakeVerdict,
});

function digestOf(key: string): Uint8Array {
  return sha1(new TextEncoder().encode(key + GUID));
}

/** What a server has to answer to a key. */
export function acceptFor(key: string): string {
  return btoa(asLatin1(digestOf(key)));
}

function acceptOf({ answered }: Handshake): string | null {
  return /\r\nsec-websocket-accept: (\S+)/i.exec(answered)?.[1] ?? null;
}

/** How many bytes a key stands for; null where it is no base64. */
function decoded(key: string): number | null {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(key)) return null;
  return atob(key).length;
}

/** A key of 16 bytes is answered with its proof, any other is refused. */
export function handshakeVerdict(handshake: HandshakeWithKey): RunVerdict {
  const [, status = ''] = /^HTTP\/1\.1 (\d{3})/.exec(handshake.answered) ?? [];
  if (status === '') return { kind: 'cannot tell', words: 'The answer is none of HTTP/1.1.' };
  const bytes = decoded(handshake.key);
  const isKey = bytes === 16;
  const said = isKey ? 'A key of 16 bytes' : `A key of ${bytes === null ? 'no base64' : `${bytes} bytes`}`;
  if (status !== '101')
    return { kind: isKey ? 'not so' : 'so', words: `${said} was answered ${status}: no handshake.` };
  const isProof = acceptOf(handshake) === acceptFor(handshake.key);
  const proof = isProof ? 'the value that was computed here' : 'another value than was computed here';
  return { kind: isKey && isProof ? 'so' : 'not so', words: `${said} was answered 101, with ${proof}.` };
}
