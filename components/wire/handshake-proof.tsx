import { sha1 } from '@noble/hashes/sha1';
import type { WireMessage } from '@/lib/capture/message';
import { asHex, asLatin1, decodeBase64 } from '@/lib/wire/bytes';

/** The text that every server appends to the key (RFC 6455, section 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The handshake of a WebSocket, computed step by step from the key in the request to the proof in the answer. */
export function HandshakeProof({
  message,
  messages,
}: {
  message: WireMessage;
  messages: readonly WireMessage[];
}) {
  const texts = messages
    .filter(
      ({ connection, technique }) => connection === message.connection && technique === message.technique,
    )
    .map(({ event }) => asLatin1(decodeBase64(event.data)));
  const own = asLatin1(decodeBase64(message.event.data));
  if (!/sec-websocket-(?:key|accept): /i.test(own)) return null;
  const key = find([own, ...texts], 'key');
  const accept = find([own, ...texts], 'accept');
  if (!key) return null;
  const digest = sha1(new TextEncoder().encode(key + GUID));
  const proof = btoa(asLatin1(digest));
  return (
    <section aria-label="Handshake" className="text-small">
      <h4 className="font-semibold">From the key to the proof (RFC 6455, 4.2.2)</h4>
      <ol className="list-decimal pl-5 leading-5 break-all">
        <li>
          The browser&rsquo;s key: <code>{key}</code>
        </li>
        <li>
          With the text that every server appends: <code>{key + GUID}</code>
        </li>
        <li>
          SHA-1 of that: <code>{asHex(digest)}</code>
        </li>
        <li>
          In base64: <code data-proof>{proof}</code>
        </li>
        {accept && (
          <li>
            The server answered: <code>{accept}</code> {accept === proof ? '✓ the same' : '✗ not the same'}
          </li>
        )}
      </ol>
    </section>
  );
}

function find(texts: readonly string[], name: 'key' | 'accept'): string | undefined {
  const field = new RegExp(`\\r\\nsec-websocket-${name}: (\\S+)`, 'i');
  for (const text of texts) {
    const [, value] = field.exec(text) ?? [];
    if (value) return value;
  }
  return undefined;
}
